package io.gatehouse.customers;

import io.gatehouse.sql.RoundTrip;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * The table {@code customer}, one customer at a time, for commands that hold the customer's lock.
 */
@Component
public class Customers {

  private static final String FIND =
      """
      select customer_no, customer_id, blocked_at, blocked_by, blocked_reason, blocked_until, blocked_command_id,
             blacklisted_at, blacklisted_by, blacklisted_reason
      from customer where customer_id = ?
      """;
  private static final String CREATE =
      "insert into customer (customer_id, created_at) values (?, ?) on conflict do nothing";
  private static final String BLOCK =
      """
      update customer set blocked_at = ?, blocked_by = ?, blocked_reason = ?, blocked_until = ?, blocked_command_id = ?,
        blocked_end_asked_at = null
      where customer_no = ?
      """;

  private static final String BLACKLIST =
      "update customer set blacklisted_at = ?, blacklisted_by = ?, blacklisted_reason = ? where customer_no = ?";

  private final JdbcTemplate jdbc;

  Customers(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * At most one.
   *
   * @return filled when the round trip is run
   */
  public List<Customer> find(String customerId, RoundTrip with) {
    return with.rows(FIND, Customers::customer, customerId);
  }

  public Optional<Customer> find(String customerId) {
    var alone = new RoundTrip();
    List<Customer> found = find(customerId, alone);
    alone.run(jdbc);
    return found.stream().findFirst();
  }

  /** The customer that was not found, made now: known spammers can be imported. */
  public Customer create(String customerId, Instant now) {
    jdbc.update(CREATE, customerId, Timestamp.from(now));
    return find(customerId).orElseThrow();
  }

  /** Sets or, with null, ends the block. */
  public Customer block(Customer customer, Customer.@Nullable Block block, RoundTrip with) {
    with.updateExactly(
        1,
        BLOCK,
        block == null ? null : Timestamp.from(block.at()),
        block == null ? null : block.by(),
        block == null ? null : block.reason(),
        block == null || block.until() == null ? null : Timestamp.from(block.until()),
        block == null ? null : block.commandId(),
        customer.no());
    return new Customer(customer.no(), customer.id(), block, customer.blacklisted());
  }

  /** Puts the customer on the blacklist or, with null, takes it off. */
  public Customer blacklist(
      Customer customer, Customer.@Nullable Blacklisting blacklisting, RoundTrip with) {
    with.updateExactly(
        1,
        BLACKLIST,
        blacklisting == null ? null : Timestamp.from(blacklisting.at()),
        blacklisting == null ? null : blacklisting.by(),
        blacklisting == null ? null : blacklisting.reason(),
        customer.no());
    return new Customer(customer.no(), customer.id(), customer.blocked(), blacklisting);
  }

  private static Customer customer(ResultSet row, int n) throws SQLException {
    Instant blockedAt = instant(row, "blocked_at");
    Instant blacklistedAt = instant(row, "blacklisted_at");
    return new Customer(
        row.getLong("customer_no"),
        row.getString("customer_id"),
        blockedAt == null
            ? null
            : new Customer.Block(
                row.getString("blocked_by"),
                blockedAt,
                row.getString("blocked_reason"),
                instant(row, "blocked_until"),
                row.getString("blocked_command_id")),
        blacklistedAt == null
            ? null
            : new Customer.Blacklisting(
                row.getString("blacklisted_by"),
                blacklistedAt,
                row.getString("blacklisted_reason")));
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    Timestamp value = row.getTimestamp(column);
    return value == null ? null : value.toInstant();
  }
}
