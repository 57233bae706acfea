package io.gatehouse.activity;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.local.MigratedDatabase;
import io.gatehouse.metrics.GatehouseMeters;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.TimeZone;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The times of the last messages get into the lists, and nobody waits for that. */
class ActivityIT {

  private static final Instant CREATED = Instant.parse("2026-11-01T00:00:00Z");
  private static final Instant WROTE = Instant.parse("2026-11-20T10:00:00Z");

  private final DataSource database = MigratedDatabase.fresh();
  private final JdbcClient jdbc = JdbcClient.create(database);
  private final MeterRegistry meters = new SimpleMeterRegistry();
  private final Activity activity = new Activity(meters(), Clock.fixed(WROTE, ZoneOffset.UTC));
  private final ActivityWriter writer = writer(database);

  private ActivityWriter writer(DataSource on) {
    return new ActivityWriter(
        activity, new TransactionTemplate(new JdbcTransactionManager(on)), new JdbcTemplate(on));
  }

  private GatehouseMeters meters() {
    var beans = new DefaultListableBeanFactory();
    beans.registerSingleton("registry", meters);
    return beans.createBean(GatehouseMeters.class);
  }

  @BeforeEach
  void two_tickets_of_a_customer() {
    run("insert into customer (customer_id, created_at) values ('c-1', '2026-11-01T00:00:00Z')");
    run(
        "insert into ticket (customer_no, channel, queue, opened_at) values (1, 'sms', 'bot',"
            + " '2026-11-01T00:00:00Z'), (1, 'web', 'bot', '2026-11-01T00:00:00Z')");
  }

  @Test
  void the_ticket_and_its_customer_get_the_time_of_the_last_message() {
    activity.message(2, WROTE.toEpochMilli());
    assertThat(lastOf(2)).isEqualTo(CREATED);

    writer.write(10);

    assertThat(lastOf(1)).isEqualTo(CREATED);
    assertThat(lastOf(2)).isEqualTo(WROTE);
    assertThat(lastOfCustomer()).isEqualTo(WROTE);
  }

  /** At the end of summer time, half past one comes twice. */
  @ParameterizedTest
  @ValueSource(strings = {"2026-11-01T05:30:00Z", "2026-11-01T06:30:00Z"})
  void a_worker_may_be_in_a_zone_with_summer_time(Instant wrote) {
    TimeZone before = TimeZone.getDefault();
    TimeZone.setDefault(TimeZone.getTimeZone("America/New_York"));
    try {
      activity.message(2, wrote.toEpochMilli());
      writer.write(10);
    } finally {
      TimeZone.setDefault(before);
    }

    assertThat(lastOf(2)).isEqualTo(wrote);
    assertThat(lastOfCustomer()).isEqualTo(wrote);
  }

  @Test
  void a_time_never_goes_back() {
    activity.message(2, WROTE.toEpochMilli());
    writer.write(10);
    activity.message(1, WROTE.minusSeconds(500).toEpochMilli());
    activity.giveBack(activity.take(10));
    writer.write(10);

    assertThat(lastOf(1)).isEqualTo(WROTE.minusSeconds(500));
    assertThat(lastOfCustomer()).isEqualTo(WROTE);
  }

  @Test
  void a_ticket_that_somebody_has_locked_is_written_later() throws SQLException {
    try (Connection other = database.getConnection()) {
      other.setAutoCommit(false);
      other.createStatement().execute("select from open_ticket where ticket_no = 1 for update");
      activity.message(1, WROTE.toEpochMilli());
      activity.message(2, WROTE.toEpochMilli());
      writer.write(10);

      assertThat(lastOf(1)).isEqualTo(CREATED);
      assertThat(lastOf(2)).isEqualTo(WROTE);
      other.rollback();
    }
    writer.write(10);

    assertThat(lastOf(1)).isEqualTo(WROTE);
  }

  @Test
  void a_closed_ticket_still_says_when_its_customer_wrote() {
    run("update ticket set closed_at = now() where ticket_no = 1");
    activity.message(1, WROTE.toEpochMilli());
    writer.write(10);

    assertThat(lastOfCustomer()).isEqualTo(WROTE);
  }

  /** A plan that reads a small table as a whole is kept while the table grows. */
  @Test
  void small_tables_are_not_read_as_a_whole() throws SQLException {
    try (Connection connection = database.getConnection()) {
      var likeAWorker = new SingleConnectionDataSource(connection, true);
      JdbcClient its = JdbcClient.create(likeAWorker);
      its.sql("set plan_cache_mode = force_generic_plan").update();
      long before = readsOfWholeTables(its);
      activity.message(1, WROTE.toEpochMilli());
      activity.message(2, WROTE.toEpochMilli());
      writer(likeAWorker).write(10);

      assertThat(lastOf(2)).isEqualTo(WROTE);
      assertThat(readsOfWholeTables(its)).isEqualTo(before);
    }
  }

  private static long readsOfWholeTables(JdbcClient jdbc) {
    jdbc.sql("select pg_stat_force_next_flush()").query().singleRow();
    return jdbc.sql(
            "select sum(seq_scan)::bigint from pg_stat_user_tables"
                + " where relname in ('open_ticket', 'customer_activity', 'ticket')")
        .query(Long.class)
        .single();
  }

  @Test
  void a_ticket_waits_once_however_many_messages_it_has_in_a_backlog() {
    for (int minute = 0; minute < 300; minute++) {
      for (int ticket = 0; ticket < 1_000; ticket++) {
        activity.message(ticket, WROTE.plus(minute, ChronoUnit.MINUTES).toEpochMilli());
      }
    }

    assertThat(meters.get("gatehouse.activity.dropped").counter().count()).isZero();
    assertThat(activity.take(2_000))
        .hasSize(1_000)
        .allMatch(each -> each.at() == WROTE.plus(299, ChronoUnit.MINUTES).toEpochMilli());
  }

  @Test
  void a_message_that_has_waited_long_says_that_there_is_a_backlog() {
    activity.message(1, WROTE.minusSeconds(2).toEpochMilli());
    assertThat(activity.thereIsABacklog()).isFalse();

    activity.message(2, WROTE.minusSeconds(3).toEpochMilli());
    assertThat(activity.thereIsABacklog()).isTrue();
  }

  /** A few wait for more, for less than a second; many are written within about a second. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // messages' age, s | tickets that wait | pauses | written
        "0 |     24 | 39 |   0",
        "0 |     24 | 40 |  24",
        "0 |     25 |  1 |  25",
        "0 |  1000 |  1 |  25",
        "0 |  4000 |  1 | 100",
        "0 |  9000 |  1 | 200",
        "3 |  9000 |  4 |   0",
        "3 |  9000 |  5 |  25",
      })
  void little_is_written_at_a_time_and_still_less_while_messages_wait(
      int age, int waiting, int pauses, int written) {
    for (int ticket = 0; ticket < waiting; ticket++) {
      activity.message(ticket, WROTE.minusSeconds(age).toEpochMilli());
    }

    for (int i = 0; i < pauses; i++) {
      writer.writeInTime();
    }

    assertThat(activity.waiting()).isEqualTo(waiting - written);
  }

  @Test
  void what_does_not_fit_is_dropped_and_counted() {
    for (int ticket = 0; ticket < 210_000; ticket++) {
      activity.message(ticket, WROTE.toEpochMilli());
    }

    assertThat(meters.get("gatehouse.activity.dropped").counter().count()).isEqualTo(10_000);
  }

  private Instant lastOf(long ticketNo) {
    return jdbc.sql("select last_message_at from open_ticket where ticket_no = ?")
        .param(ticketNo)
        .query((row, n) -> row.getTimestamp(1).toInstant())
        .single();
  }

  private Instant lastOfCustomer() {
    return jdbc.sql("select last_at from customer_activity where customer_no = 1")
        .query((row, n) -> row.getTimestamp(1).toInstant())
        .single();
  }

  private void run(String sql) {
    assertThat(jdbc.sql(sql).update()).isPositive();
  }
}
