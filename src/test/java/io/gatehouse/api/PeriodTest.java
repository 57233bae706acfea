package io.gatehouse.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PeriodTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # now                  | period     | zone             | from
          2026-11-22T19:00:00Z   | today      | UTC              | 2026-11-22T00:00:00Z
          2026-11-22T19:00:00Z   | today      | Asia/Shanghai    | 2026-11-22T16:00:00Z
          2026-11-22T19:00:00Z   | this-week  | UTC              | 2026-11-16T00:00:00Z
          2026-11-23T00:30:00Z   | this-week  | UTC              | 2026-11-23T00:00:00Z
          2026-11-23T00:30:00Z   | this-week  | America/New_York | 2026-11-16T05:00:00Z
          2026-11-22T19:00:00Z   | this-month | Europe/Berlin    | 2026-10-31T23:00:00Z
          2026-11-22T19:00:00Z   | all        | UTC              |
          """)
  void days_and_weeks_begin_where_the_reader_is(
      Instant now, String period, String zone, @Nullable Instant from) {
    assertThat(Period.of(period, zone, Clock.fixed(now, ZoneOffset.UTC)))
        .isEqualTo(new Period(from, null));
  }
}
