package io.gatehouse.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gatehouse.local.LocalTestServices;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.postgresql.copy.CopyManager;

/**
 * Customers and history as years of use leave them: each customer has an open ticket, one in fifty
 * is blocked, and the messages are spread over 30 periods of the history, as many in that of now as
 * in each before. Made by SQL, as the owner of the tables, because messages and commands would take
 * days.
 */
final class PastYears {

  private static final int PERIODS = 30;
  private static final Duration PERIOD = Duration.ofDays(5);
  private static final long CHUNK = 1_000_000;
  private static final int PARTITIONS = 12; // of messages.inbound

  /** Who has which number: as a worker gives them, by the partition that they write to. */
  private static final String NUMBERS = "create unlogged table numbers (n bigint, no bigint)";

  private static final String CUSTOMERS =
      """
      insert into customer (customer_no, customer_id, created_at, blocked_at, blocked_by, open_tickets)
        overriding system value
      select no, 'c-' || n, now() - interval '140 days', case when n %% 50 = 0 then now() end,
             case when n %% 50 = 0 then 'agent-7' end,
             concat_ws(e'\\t', n + 1, 'whatsapp', case when n %% 50 = 0 then 'blocked' else 'unassigned' end)
      from numbers where n between %1$d and %2$d
      """;
  private static final String TICKETS =
      """
      insert into ticket (ticket_no, customer_no, channel, queue, opened_at) overriding system value
      select n + 1, no, 'whatsapp', (case when n %% 50 = 0 then 'blocked' else 'unassigned' end)::queue,
             now() - interval '140 days'
      from numbers where n between %1$d and %2$d
      """;
  // shorter than what comes now, so that they fit on a disk of 100 GB
  private static final String MESSAGES =
      """
      insert into message (customer_no, fingerprint, record_offset, ticket_no, appended_at, decided_at, source_id, queue,
                           reason, new_ticket, value)
      select no, hashint8extended(n, %6$d), n, n + 1, at, at, 1,
             'unassigned', 'open-ticket', false,
             convert_to(rpad('{"messageId":"old-' || n || '-%6$d","customerId":"c-' || n || '","text":"', 100, 'x '), 'UTF8')
      from (select n, no, timestamptz '%3$s' + random() * interval '%4$d seconds' as at
            from numbers where n between %1$d and %2$d and random() < %5$s) as each
      """;

  private PastYears() {}

  /** Fills the tables, which a worker has made. */
  static void make(LocalTestServices services, long customers, long messages) {
    try (Connection connection =
            DriverManager.getConnection(services.jdbcUrl(), services.owner(), services.password());
        Statement statement = connection.createStatement()) {
      statement.execute(NUMBERS);
      number(connection.unwrap(PGConnection.class).getCopyAPI(), customers);
      statement.execute("create index on numbers using brin (n)");
      statement.execute(
          "alter table ticket disable trigger ticket_opened"); // the copies come with the customers
      inChunks(statement, customers, CUSTOMERS);
      inChunks(statement, customers, TICKETS);
      statement.execute("alter table ticket enable trigger ticket_opened");
      statement.execute("select setval('customer_customer_no_seq', %d)".formatted(customers));
      statement.execute("select setval('ticket_ticket_no_seq', %d)".formatted(customers));
      messages(statement, customers, messages);
      statement.execute("drop table numbers");
      statement.execute("vacuum analyze");
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void number(CopyManager copy, long customers) throws SQLException {
    CopyIn numbers = copy.copyIn("copy numbers from stdin");
    for (int n = 0; n < customers; n++) {
      byte[] key = Backlog.customerId(n).getBytes(UTF_8);
      long partition = BuiltInPartitioner.partitionForKey(key, PARTITIONS);
      byte[] line = "%d\t%d\n".formatted(n, (partition << 40) + n + 1).getBytes(UTF_8);
      numbers.writeToCopy(line, 0, line.length);
    }
    numbers.endCopy();
  }

  private static void messages(Statement statement, long customers, long messages)
      throws SQLException {
    Instant now = Instant.now();
    long current = now.getEpochSecond() / PERIOD.toSeconds();
    double each = (double) messages / PERIODS / customers; // of one customer
    for (long period = current - PERIODS + 1; period <= current; period++) {
      statement.execute("select create_message_period(%d)".formatted(period));
      Instant start = Instant.ofEpochSecond(period * PERIOD.toSeconds());
      Instant end = period == current ? now : start.plus(PERIOD);
      inChunks(
          statement,
          customers,
          MESSAGES,
          start,
          Duration.between(start, end).toSeconds(),
          each,
          period);
    }
  }

  private static void inChunks(Statement statement, long customers, String sql, Object... more)
      throws SQLException {
    for (long from = 0; from < customers; from += CHUNK) {
      Object[] values = new Object[more.length + 2];
      values[0] = from;
      values[1] = Math.min(customers, from + CHUNK) - 1;
      System.arraycopy(more, 0, values, 2, more.length);
      statement.executeUpdate(sql.formatted(values));
    }
  }
}
