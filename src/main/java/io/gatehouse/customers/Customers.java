package io.gatehouse.customers;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
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

  private final JdbcClient jdbc;

  Customers(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  public Optional<Customer> find(String customerId) {
    return jdbc.sql(FIND).param(customerId).query(Customers::customer).optional();
  }

  /** The customer, made if not seen before: known spammers can be imported. */
  public Customer findOrCreate(String customerId, Instant now) {
    return find(customerId)
        .orElseGet(
            () -> {
              jdbc.sql(CREATE).params(customerId, Timestamp.from(now)).update();
              return find(customerId).orElseThrow();
            });
  }

  /** Sets or, with null, ends the block. */
  public Customer block(Customer customer, Customer.@Nullable Block block) {
    int updated =
        jdbc.sql(BLOCK)
            .param(1, block == null ? null : Timestamp.from(block.at()), Types.TIMESTAMP)
            .param(2, block == null ? null : block.by(), Types.VARCHAR)
            .param(3, block == null ? null : block.reason(), Types.VARCHAR)
            .param(
                4,
                block == null || block.until() == null ? null : Timestamp.from(block.until()),
                Types.TIMESTAMP)
            .param(5, block == null ? null : block.commandId(), Types.VARCHAR)
            .param(6, customer.no())
            .update();
    requireOne(updated);
    return new Customer(customer.no(), customer.id(), block, customer.blacklisted());
  }

  /** Puts the customer on the blacklist or, with null, takes it off. */
  public Customer blacklist(Customer customer, Customer.@Nullable Blacklisting blacklisting) {
    int updated =
        jdbc.sql(BLACKLIST)
            .param(
                1, blacklisting == null ? null : Timestamp.from(blacklisting.at()), Types.TIMESTAMP)
            .param(2, blacklisting == null ? null : blacklisting.by(), Types.VARCHAR)
            .param(3, blacklisting == null ? null : blacklisting.reason(), Types.VARCHAR)
            .param(4, customer.no())
            .update();
    requireOne(updated);
    return new Customer(customer.no(), customer.id(), customer.blocked(), blacklisting);
  }

  private static void requireOne(int updated) {
    if (updated != 1) {
      throw new IllegalStateException("a customer vanished under its lock");
    }
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
