package io.gatehouse.tools;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.springframework.boot.convert.DurationStyle;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Times as people type them: {@code 90s}, {@code 2h}, or RFC 3339 with offset. */
final class Times {

  private Times() {}

  /** A length of time, for picocli. */
  static final class Length implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String text) {
      try {
        Duration length = DurationStyle.detectAndParse(text);
        if (length.isNegative() || length.isZero()) {
          throw new TypeConversionException("'" + text + "' is not longer than nothing");
        }
        return length;
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException("'" + text + "' is no time such as 500ms, 90s, 2m or 1h");
      }
    }
  }

  /** A moment in the past: itself, or how long ago. */
  static Instant ago(String option, String text, Clock clock) {
    return moment(option, text, clock.instant(), -1);
  }

  /** A moment in the future: itself, or how long from now. */
  static Instant ahead(String option, String text, Clock clock) {
    return moment(option, text, clock.instant(), 1);
  }

  private static Instant moment(String option, String text, Instant now, int direction) {
    try {
      return now.plus(DurationStyle.detectAndParse(text).multipliedBy(direction));
    } catch (IllegalArgumentException | DateTimeException | ArithmeticException e) {
      try {
        return OffsetDateTime.parse(text).toInstant();
      } catch (DateTimeException noTime) {
        throw new ToolException(
            Exit.USAGE,
            "%s: '%s' is neither a length such as 10m or 2h nor a time such as 2026-11-21T10:00:00Z"
                .formatted(option, text));
      }
    }
  }
}
