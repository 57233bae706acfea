package io.gatehouse.reading;

import io.gatehouse.local.MigratedDatabase;
import java.sql.Types;
import java.time.Instant;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.SqlTypeValue;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;

/** A database of a test's own, what is put into it, and what reads it. */
final class ReadingDatabase {

  final DataSource database = MigratedDatabase.fresh();
  final JdbcClient jdbc = JdbcClient.create(database);
  final ReadOnly readOnly =
      new ReadOnly(new JdbcTransactionManager(database), new JdbcTemplate(database));

  ReadingDatabase() {
    run("select create_message_period(n) from generate_series(4146, 4157) as n"); // 4 October to 2
    // December 2026
    change(
        "insert into source_partition (topic_id, topic_name, partition_no, decided_offset) values"
            + " ('topic', 'messages.inbound', 0, 1000)");
  }

  CustomerList customers() {
    return new CustomerList(readOnly, jdbc, new CustomerMatches(jdbc));
  }

  Conversations conversations() {
    return new Conversations(readOnly, jdbc, new UserAgents());
  }

  void run(String sql) {
    jdbc.sql(sql).query(row -> {});
  }

  void change(String sql, @Nullable Object... values) {
    with(sql, values).update();
  }

  private JdbcClient.StatementSpec with(String sql, @Nullable Object... values) {
    var statement = jdbc.sql(sql);
    for (int i = 0; i < values.length; i++) {
      statement =
          statement.param(
              i + 1, values[i], values[i] == null ? Types.NULL : SqlTypeValue.TYPE_UNKNOWN);
    }
    return statement;
  }

  long customer(String id, @Nullable String nickname, @Nullable String realName, Instant created) {
    return with(
            "insert into customer (customer_id, created_at, nickname, real_name) values (?,"
                + " ?::timestamptz, ?, ?) returning customer_no",
            id,
            created.toString(),
            nickname,
            realName)
        .query(Long.class)
        .single();
  }

  long ticket(
      long customerNo, String channel, String queue, @Nullable String agent, Instant opened) {
    return with(
            "insert into ticket (customer_no, channel, queue, agent, opened_at)"
                + " values (?, ?, ?::queue, ?, ?::timestamptz) returning ticket_no",
            customerNo,
            channel,
            queue,
            agent,
            opened.toString())
        .query(Long.class)
        .single();
  }

  void message(long customerNo, @Nullable Long ticketNo, long offset, Instant at, String text) {
    change(
        """
        insert into message (customer_no, fingerprint, record_offset, ticket_no, appended_at, decided_at, source_id, queue,
                             reason, new_ticket, value)
        values (?, ?, ?, ?, ?::timestamptz, ?::timestamptz, 1, ?::queue, ?::route_reason, false, convert_to(?, 'UTF8'))
        """,
        customerNo,
        customerNo * 1_000_003 + offset,
        offset,
        ticketNo,
        at.toString(),
        at.toString(),
        ticketNo == null ? null : "unassigned",
        ticketNo == null ? "blacklisted" : "open-ticket",
        "{\"text\": \"" + text + "\"}");
  }
}
