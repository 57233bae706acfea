package io.gatehouse.tickets;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.local.MigratedDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The copy of the open tickets in the customer's row follows whatever is done to tickets. */
class OpenTicketsIT {

  private static final String OPEN =
      "insert into ticket (customer_no, channel, queue, agent, opened_at) values (1, ?, ?::queue, ?, now())";
  private static final String WAITING =
      "select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'";

  private final DataSource database = MigratedDatabase.fresh();
  private final JdbcClient jdbc = JdbcClient.create(database);

  @BeforeEach
  void two_customers() {
    run("insert into customer (customer_id, created_at) values ('c-1', now()), ('c-2', now())");
  }

  @Test
  void it_follows_every_change() {
    assertThat(copy(1)).isNull();

    jdbc.sql(OPEN).params("sms", "inbox", "ann").update();
    assertThat(copy(1)).isEqualTo("1\tsms\tinbox\tann");

    run(
        "insert into ticket (customer_no, channel, queue, opened_at) values (1, 'web', 'bot', now()), (2, 'web', 'bot', now())");
    assertThat(copy(1)).isEqualTo("1\tsms\tinbox\tann\n2\tweb\tbot");
    assertThat(copy(2)).isEqualTo("3\tweb\tbot");

    run("update ticket set queue = 'blocked', agent = null where customer_no = 1");
    assertThat(copy(1)).isEqualTo("1\tsms\tblocked\n2\tweb\tblocked");

    run("update ticket set closed_at = now() where ticket_no = 1");
    assertThat(copy(1)).isEqualTo("2\tweb\tblocked");

    run("delete from ticket where ticket_no = 2");
    assertThat(copy(1)).isNull();
    assertThat(copy(2)).as("another customer's").isEqualTo("3\tweb\tbot");
  }

  /** As when a connector puts one customer on two partitions. */
  @Test
  void two_tickets_opened_at_the_same_time_are_both_in_it() throws Exception {
    try (Connection one = begin();
        Connection other = begin()) {
      open(one, "sms");
      var second =
          CompletableFuture.runAsync(
              () -> {
                open(other, "web");
                commit(other);
              });
      await().atMost(10, SECONDS).until(() -> jdbc.sql(WAITING).query(Integer.class).single() == 1);
      commit(one);
      second.get(10, SECONDS);
    }

    assertThat(copy(1)).isEqualTo("1\tsms\tbot\n2\tweb\tbot");
  }

  private void run(String sql) {
    assertThat(jdbc.sql(sql).update()).isPositive();
  }

  private @Nullable String copy(long customerNo) {
    return jdbc.sql("select open_tickets from customer where customer_no = ?")
        .param(customerNo)
        .query((row, n) -> java.util.Optional.ofNullable(row.getString(1)))
        .single()
        .orElse(null);
  }

  private Connection begin() throws SQLException {
    Connection connection = database.getConnection();
    connection.setAutoCommit(false);
    return connection;
  }

  private static void open(Connection connection, String channel) {
    try (var statement = connection.prepareStatement(OPEN)) {
      statement.setString(1, channel);
      statement.setString(2, "bot");
      statement.setString(3, null);
      statement.executeUpdate();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void commit(Connection connection) {
    try {
      connection.commit();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
