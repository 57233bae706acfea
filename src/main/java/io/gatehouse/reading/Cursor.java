package io.gatehouse.reading;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The place in a list where a page ends: the values that its last entry is sorted by. It says of
 * which list, filters included, so that it is not taken for a place in another one. Not signed: it
 * leads nowhere that its list does not lead to.
 */
final class Cursor {

  private static final JsonMapper JSON = JsonMapper.shared();
  private static final int MAX_LENGTH = 2_000;

  private final List<@Nullable String> values;

  private Cursor(List<@Nullable String> values) {
    this.values = values;
  }

  /**
   * Written for a client.
   *
   * @param list whatever tells this list from others, by value
   */
  static String of(Object list, Object... values) {
    String[] parts = new String[values.length + 1];
    parts[0] = name(list);
    for (int i = 0; i < values.length; i++) {
      parts[i + 1] = values[i].toString();
    }
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(JSON.writeValueAsString(parts).getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Read again; null stays null, for the first page.
   *
   * @param reading takes the values; what it throws about their form is a bad cursor
   * @throws BadCursorException if it is not one of this list
   */
  static <T> @Nullable T read(@Nullable String cursor, Object list, Function<Cursor, T> reading) {
    if (cursor == null) {
      return null;
    }
    try {
      if (cursor.length() > MAX_LENGTH) {
        throw new BadCursorException();
      }
      String text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
      @Nullable String[] parts = JSON.readValue(text, String[].class);
      if (parts == null
          || parts.length == 0
          || !name(list).equals(parts[0])
          || text.contains("\\u0000")) {
        throw new BadCursorException();
      }
      return reading.apply(new Cursor(Arrays.asList(parts).subList(1, parts.length)));
    } catch (IllegalArgumentException
        | JacksonException
        | DateTimeException
        | IndexOutOfBoundsException e) {
      throw new BadCursorException();
    }
  }

  String text(int index) {
    String value = values.get(index);
    if (value == null) {
      throw new BadCursorException();
    }
    return value;
  }

  long number(int index) {
    return Long.parseLong(text(index));
  }

  Instant time(int index) {
    return Times.checked(Instant.parse(text(index)));
  }

  /** Short, and says nothing to a client: filters may have what somebody searched for. */
  private static String name(Object list) {
    return Integer.toHexString(list.toString().hashCode());
  }
}
