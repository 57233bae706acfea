package io.gatehouse.history;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gatehouse.local.MigratedDatabase;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** Histories for tests, each in a database of its own. */
final class Histories {

  /** The second day of a period, of 5 days as of 30. */
  static final Instant NOW = Instant.EPOCH.plus(Duration.ofDays(30L * 680 + 1));

  private Histories() {}

  static JdbcTemplate fresh() {
    return new JdbcTemplate(MigratedDatabase.fresh());
  }

  /** With the default window, and everything kept. */
  static HistoryPeriods periods(JdbcTemplate jdbc, Instant now) {
    return periods(jdbc, Duration.ofDays(30), null, now);
  }

  static HistoryPeriods periods(
      JdbcTemplate jdbc, Duration window, @Nullable Duration keep, Instant now) {
    return new HistoryPeriods(
        jdbc,
        new DuplicateSettings(window, null),
        new HistorySettings(keep),
        Clock.fixed(now, ZoneOffset.UTC));
  }

  static MessageRow row(MessageKey key, long ticketNo, long offset, Instant at) {
    return row(key, ticketNo, offset, at, "{}".getBytes(UTF_8));
  }

  static MessageRow row(MessageKey key, long ticketNo, long offset, Instant at, byte[] value) {
    return new MessageRow(
        1,
        offset,
        key.customerNo(),
        key.fingerprint(),
        ticketNo,
        "inbox",
        "assigned",
        false,
        null,
        at,
        at,
        null,
        value);
  }
}
