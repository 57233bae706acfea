package io.gatehouse.api;

import io.gatehouse.reading.Audience;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What the reading endpoints take, checked: a problem names the parameter. */
final class Parameters {

  static final String LIMIT = "50";
  private static final int LARGEST_PAGE = 200;
  private static final int LONGEST = 128;

  private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
  private static final Instant LAST = Instant.parse("9999-01-01T00:00:00Z");

  private Parameters() {}

  static int limit(int limit) {
    if (limit < 1 || limit > LARGEST_PAGE) {
      throw ProblemException.invalid("limit", "must be 1 to " + LARGEST_PAGE);
    }
    return limit;
  }

  /** An id, a name, a tag. */
  static @Nullable String text(String name, @Nullable String value) {
    return value == null ? null : required(name, value);
  }

  /** The same, where there must be one. */
  static String required(String name, String value) {
    if (value.isEmpty()
        || value.codePointCount(0, value.length()) > LONGEST
        || value.codePoints().anyMatch(Parameters::isNoText)) {
      throw ProblemException.invalid(
          name,
          "must have 1 to %d characters, none of them a control character".formatted(LONGEST));
    }
    return value;
  }

  /** The database takes no zero, and nothing takes half a character. */
  private static boolean isNoText(int character) {
    return Character.isISOControl(character)
        || (character >= Character.MIN_SURROGATE && character <= Character.MAX_SURROGATE);
  }

  /** In a path, what can be no id is one that nobody has. */
  static String id(String value) {
    if (value.isEmpty() || value.codePoints().anyMatch(Parameters::isNoText)) {
      throw ProblemException.notFound("No such id is known. Look for it in a list.");
    }
    return value;
  }

  static @Nullable Instant time(String name, @Nullable Instant time) {
    if (time != null && (time.isBefore(FIRST) || time.isAfter(LAST))) {
      throw ProblemException.invalid(name, "must be in the years 1 to 9998");
    }
    return time;
  }

  static Audience audience(User user) {
    return user.may(Role.SUPERVISOR) ? Audience.SUPERVISORS : Audience.AGENTS;
  }
}
