package io.gatehouse.history;

import static io.gatehouse.history.Histories.NOW;
import static io.gatehouse.history.Histories.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.local.MigratedDatabase;
import java.sql.Connection;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;

/** How periods of the history are made, cut off and dropped, on a real database. */
class HistoryPeriodsIT {

  @Test
  void workers_that_start_together_make_a_period_together() throws Exception {
    JdbcTemplate empty = Histories.fresh();
    List<Callable<Object>> workers =
        Collections.nCopies(
            4,
            () -> {
              for (int period = 0; period < 50; period++) {
                empty.queryForList("select create_message_period(?)", period);
              }
              return true;
            });
    try (var threads = Executors.newFixedThreadPool(workers.size())) {
      for (Future<?> worker : threads.invokeAll(workers)) {
        worker.get();
      }
    }
  }

  @ParameterizedTest(name = "keep {0}, window {1}: messages from {2} days ago on, replies from {3}")
  @CsvSource({
    ", P30D, 121, 121",
    "P60D, P30D, 61, 61",
    "P62D, P30D, 66, 91",
    "P30D, P90D, 91, 91",
    "P30D, P30D, 31, 31",
  })
  void what_is_older_than_is_kept_is_dropped_by_period(
      @Nullable Duration keep, Duration window, int messages, int replies) {
    JdbcTemplate old = Histories.fresh();
    for (int days = -120; days <= 0; days += 5) {
      Histories.periods(old, window, null, NOW.plus(Duration.ofDays(days))).maintain();
    }

    Histories.periods(old, window, keep, NOW).maintain();

    assertThat(oldest(old, "message")).isEqualTo(NOW.minus(Duration.ofDays(messages)));
    assertThat(oldest(old, "outbound_message")).isEqualTo(NOW.minus(Duration.ofDays(replies)));
  }

  private static Instant oldest(JdbcTemplate jdbc, String table) {
    return Objects.requireNonNull(
            jdbc.queryForObject(
                "select min(start_of_period(inhrelid)) from pg_inherits where inhparent = ?::regclass",
                Timestamp.class,
                table))
        .toInstant();
  }

  @Test
  void nothing_younger_than_30_days_is_dropped_whoever_asks() {
    JdbcTemplate young = Histories.fresh();
    Instant now = Instant.now();
    for (int days = -60; days <= 0; days += 5) {
      Histories.periods(young, now.plus(Duration.ofDays(days))).maintain();
    }

    for (int i = 0; i < 100; i++) {
      young.queryForObject(
          "select drop_period_before(?)",
          String.class,
          Timestamp.from(now.plus(Duration.ofDays(365))));
    }

    assertThat(oldest(young, "message"))
        .isBetween(now.minus(Duration.ofDays(35)), now.minus(Duration.ofDays(30)));
  }

  @Test
  void who_reads_the_history_for_long_is_waited_for_until_next_time() throws Exception {
    JdbcTemplate read = Histories.fresh();
    Histories.periods(read, NOW.minus(Duration.ofDays(90))).maintain();
    Histories.periods(read, NOW).maintain();
    Instant oldest = oldest(read, "message");
    HistoryPeriods kept = Histories.periods(read, Duration.ofDays(30), Duration.ofDays(30), NOW);

    try (Connection reader = Objects.requireNonNull(read.getDataSource()).getConnection()) {
      reader.setAutoCommit(false);
      reader.createStatement().executeQuery("select from message");
      kept.maintain();
      assertThat(oldest(read, "message")).isEqualTo(oldest);
    }

    kept.maintain();
    assertThat(oldest(read, "message")).isAfter(oldest);
  }

  /**
   * As version 6 of the tables had them.
   *
   * @param ahead how many whole periods of 5 days are between that of now and the old one's end
   */
  @ParameterizedTest(name = "periods ahead: {0}, days ago: {1}")
  @CsvSource({
    "0, 0", "0, 1", "0, 4", "0, 5", "0, 6", "0, 15", "0, 25", "0, 29", //
    "1, 0", "1, 5", "1, 15", "1, 29", //
    "4, 0", "4, 5", "4, 15", "4, 29", //
    "5, 0", "5, 1", "5, 4", "5, 5", "5, 6", "5, 15", "5, 25", "5, 29",
  })
  void periods_of_30_days_are_cut_off_at_that_of_now(int ahead, int days) {
    var key = new MessageKey(1, 7);
    Instant now = Instant.now();
    Instant then = now.minus(Duration.ofDays(days));
    Instant end = AcceptedMessages.thisPeriod(now).plus(Duration.ofDays(5L * (ahead + 1)));
    JdbcTemplate cut =
        new JdbcTemplate(
            MigratedDatabase.fresh(
                "6",
                database -> {
                  var owner = new JdbcTemplate(database);
                  for (int n = -2; n <= 2; n++) {
                    period(owner, "message_69" + (n + 2), end.plus(Duration.ofDays(30L * n)));
                  }
                  new MessageHistory(owner).append(List.of(row(key, 1L, 1, then)));
                }));
    var accepted = new AcceptedMessages(cut, new DuplicateSettings(Duration.ofDays(30), null));
    var itsHistory = new MessageHistory(cut);
    Histories.periods(cut, now).maintain();
    Histories.periods(cut, now.plus(Duration.ofDays(10))).maintain();

    boolean earlier = then.isBefore(AcceptedMessages.thisPeriod(now));
    assertThat(accepted.before(List.of(key), now)).containsExactly(key);
    List<MessageRow> again = List.of(row(key, 1L, 2, now));
    if (earlier) {
      assertThat(accepted.beforeThisPeriod(List.of(key), now)).containsExactly(key);
      assertThat(accepted.someOfEarlierPeriods(List.of(key.customerNo()), now)).hasSize(1);
      itsHistory.append(again);
    } else {
      assertThatThrownBy(() -> itsHistory.append(again)).isInstanceOf(DuplicateKeyException.class);
    }
    itsHistory.append(List.of(row(key, 1L, 3, now.plus(Duration.ofDays(5)))));
  }

  private static void period(JdbcTemplate owner, String name, Instant end) {
    owner.execute(
        "create table %s partition of message for values from ('%s') to ('%s')"
            .formatted(name, end.minus(Duration.ofDays(30)), end));
    owner.execute(
        "create unique index %1$s_fingerprint on %1$s (customer_no, fingerprint)".formatted(name));
  }

  @ParameterizedTest
  @CsvSource({"PT0S, true", "P1D, true", "P3DT22H, true", "P3DT23H30M, false", "-PT23H30M, false"})
  void near_the_turn_of_a_period_the_index_alone_is_not_trusted(Duration later, boolean trusted) {
    assertThat(AcceptedMessages.onlyThisPeriodIsWritten(NOW.plus(later))).isEqualTo(trusted);
  }
}
