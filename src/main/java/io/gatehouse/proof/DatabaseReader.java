package io.gatehouse.proof;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** Reads the tables in one snapshot. */
final class DatabaseReader {

  private static final String SOURCES = "select id, topic_id, partition_no from source_partition";
  private static final String CUSTOMERS =
      """
      select customer_no, customer_id, blocked_by, blocked_at, blocked_reason, blocked_until,
             blacklisted_by, blacklisted_at, blacklisted_reason, null::timestamptz,
             open_tickets is distinct from (
               select string_agg(concat_ws(e'\\t', ticket_no, channel, queue, agent), e'\\n' order by ticket_no)
               from ticket t where t.customer_no = c.customer_no and t.closed_at is null)
      from customer c
      """;
  private static final String TICKETS =
      "select ticket_no, customer_no, queue::text, agent, closed_at is not null from ticket";
  private static final String MESSAGES =
      """
      select source_id, record_offset, customer_no, ticket_no, queue::text, reason::text, new_ticket,
             agent, value
      from message
      """;
  private static final String REPLIES =
      """
      select source_id, record_offset, customer_no, ticket_no, said_by::text, actor_id, decision::text, value
      from outbound_message
      """;
  private static final String COMMANDS =
      "select kind, command_key, command_id, source_id, record_offset, outcome from command";

  private final Map<Long, String> customerIds = new HashMap<>();
  private final Map<String, String> names = new HashMap<>();

  private DatabaseReader() {}

  static Database read(String url, String username, String password) throws SQLException {
    var properties = new Properties();
    properties.setProperty("user", username);
    properties.setProperty("password", password);
    properties.setProperty("prepareThreshold", "-1"); // values come in binary
    properties.setProperty("defaultRowFetchSize", "5000");
    try (Connection connection = DriverManager.getConnection(url, properties)) {
      connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      connection.setReadOnly(true);
      connection.setAutoCommit(false);
      Database database = new DatabaseReader().read(connection);
      connection.commit();
      return database;
    }
  }

  private Database read(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("set local statement_timeout = 0");
    }
    Map<Integer, Database.Source> sources = new HashMap<>();
    query(
        connection,
        SOURCES,
        row -> sources.put(row.getInt(1), new Database.Source(row.getString(2), row.getInt(3))));
    Map<String, Database.Customer> customers = new HashMap<>();
    query(connection, CUSTOMERS, row -> customers.put(customerId(row), customer(row)));
    Map<Long, Database.Ticket> tickets = new HashMap<>();
    query(connection, TICKETS, row -> tickets.put(row.getLong(1), ticket(row)));
    List<Database.Message> messages = new ArrayList<>();
    query(connection, MESSAGES, row -> messages.add(message(row)));
    List<Database.Reply> replies = new ArrayList<>();
    query(connection, REPLIES, row -> replies.add(reply(row)));
    List<Database.Command> commands = new ArrayList<>();
    query(connection, COMMANDS, row -> commands.add(command(row)));
    return new Database(sources, messages, replies, tickets, customers, commands);
  }

  private String customerId(ResultSet row) throws SQLException {
    String id = row.getString(2);
    customerIds.put(row.getLong(1), id);
    return id;
  }

  private static Database.Customer customer(ResultSet row) throws SQLException {
    return new Database.Customer(flag(row, 3), flag(row, 7), row.getBoolean(11));
  }

  /** Who, when, why, until, from this column on. */
  private static @Nullable Flag flag(ResultSet row, int column) throws SQLException {
    Instant at = instant(row, column + 1);
    return at == null
        ? null
        : new Flag(
            String.valueOf(row.getString(column)),
            at,
            row.getString(column + 2),
            instant(row, column + 3));
  }

  private static @Nullable Instant instant(ResultSet row, int column) throws SQLException {
    @Nullable Timestamp time = row.getTimestamp(column);
    return time == null ? null : time.toInstant();
  }

  private Database.Ticket ticket(ResultSet row) throws SQLException {
    return new Database.Ticket(
        row.getLong(1),
        customerIds.get(row.getLong(2)),
        name(row.getString(3)),
        row.getString(4),
        row.getBoolean(5));
  }

  private Database.Message message(ResultSet row) throws SQLException {
    byte[] value = row.getBytes(9);
    @Nullable String queue = row.getString(5);
    @Nullable String agent = row.getString(8);
    return new Database.Message(
        row.getInt(1),
        row.getLong(2),
        customerIds.get(row.getLong(3)),
        row.getLong(4), // 0 for null
        queue == null ? null : name(queue),
        name(row.getString(6)),
        row.getBoolean(7),
        agent == null ? null : name(agent),
        Identity.of(value),
        Content.hash(value));
  }

  private Database.Reply reply(ResultSet row) throws SQLException {
    return new Database.Reply(
        row.getInt(1),
        row.getLong(2),
        customerIds.get(row.getLong(3)),
        row.getLong(4),
        name(row.getString(5)),
        name(row.getString(6)),
        name(row.getString(7)),
        Content.hash(row.getBytes(8)));
  }

  private static Database.Command command(ResultSet row) throws SQLException {
    return new Database.Command(
        row.getString(1),
        row.getString(2),
        row.getString(3),
        row.getInt(4),
        row.getLong(5),
        Content.hash(row.getString(6).getBytes(StandardCharsets.UTF_8)));
  }

  private String name(String name) {
    return names.computeIfAbsent(name, any -> any);
  }

  private interface RowReader {
    void read(ResultSet row) throws SQLException;
  }

  private static void query(Connection connection, String sql, RowReader reader)
      throws SQLException {
    try (var statement = connection.prepareStatement(sql);
        ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        reader.read(rows);
      }
    }
  }
}
