package io.gatehouse.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.local.MigratedDatabase;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** What is relied on where a round trip is not in a transaction of its caller's. */
class RoundTripIT {

  private static final String NEW_CUSTOMER =
      "insert into customer (customer_id, created_at, nickname) values (?, now(), ?)";
  private static final String CUSTOMERS = "select customer_id from customer order by customer_id";
  private static final String LOCAL = "select set_config('synchronous_commit', 'off', true)";
  private static final String CURRENT = "select current_setting('synchronous_commit')";

  private final SingleConnectionDataSource connection;
  private final JdbcTemplate jdbc;

  RoundTripIT() throws SQLException {
    connection = new SingleConnectionDataSource(MigratedDatabase.fresh().getConnection(), true);
    jdbc = new JdbcTemplate(connection);
  }

  @AfterEach
  void close() {
    connection.destroy();
  }

  @Test
  void it_is_a_transaction_of_its_own() {
    var steps = new RoundTrip();
    steps.updateExactly(1, NEW_CUSTOMER, "c-1", null);
    steps.updateExactly(1, NEW_CUSTOMER, "c-1", null);

    assertThatThrownBy(() -> steps.run(jdbc)).isInstanceOf(DuplicateKeyException.class);

    assertThat(customers()).isEmpty();
  }

  @Test
  void what_is_set_for_the_transaction_holds_to_its_end() {
    var steps = new RoundTrip();
    steps.query(LOCAL, row -> {});
    List<String> within = steps.rows(CURRENT, (row, n) -> row.getString(1));
    steps.run(jdbc);

    assertThat(within).containsExactly("off");
    assertThat(jdbc.queryForObject(CURRENT, String.class)).isEqualTo("on");
  }

  @Test
  void each_step_sees_what_those_before_it_did() {
    var steps = new RoundTrip();
    steps.updateExactly(1, NEW_CUSTOMER, "c-1", "Ann");
    List<String> customers = steps.rows(CUSTOMERS, (row, n) -> row.getString(1));
    steps.run(jdbc);

    assertThat(customers).containsExactly("c-1");
  }

  @Test
  void a_change_of_more_or_less_than_expected_fails() {
    var steps = new RoundTrip();
    steps.updateExactly(1, "update customer set nickname = 'Bob' where customer_id = ?", "c-1");

    assertThatThrownBy(() -> steps.run(jdbc)).hasMessageContaining("changed 0 rows, not 1");
  }

  @Test
  void nothing_to_do_is_done() {
    new RoundTrip().run(jdbc);

    assertThat(customers()).isEmpty();
  }

  private List<@Nullable String> customers() {
    return jdbc.queryForList(CUSTOMERS, String.class);
  }
}
