package io.gatehouse.reading;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.DateTimeException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Times as the database has them. */
final class Times {

  private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
  private static final Instant LAST = Instant.parse("9999-01-01T00:00:00Z");

  private Times() {}

  /** Some times of Java are none of the database. */
  static Instant checked(Instant time) {
    if (time.isBefore(FIRST) || time.isAfter(LAST)) {
      throw new DateTimeException("out of range");
    }
    return time;
  }

  static Instant required(ResultSet row, String column) throws SQLException {
    Instant time = optional(row, column);
    if (time == null) {
      throw new IllegalStateException(column + " is null");
    }
    return time;
  }

  static @Nullable Instant optional(ResultSet row, String column) throws SQLException {
    Timestamp value = row.getTimestamp(column);
    return value == null ? null : value.toInstant();
  }
}
