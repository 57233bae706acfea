package io.gatehouse.blocking;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Finds the blocks whose time has come. */
@Component
class DueBlocks {

  /**
   * A block to end.
   *
   * @param commandId of the block command
   */
  record Due(String customerId, String commandId) {}

  private static final int AT_ONCE = 500;

  // One that another worker is just taking is passed over, and so is a customer whom a batch or a
  // command is changing: the next look finds it.
  private static final String TAKE =
      """
      update customer set blocked_end_asked_at = ? where customer_no = any (array(
        select customer_no from customer
        where blocked_until <= ? and (blocked_end_asked_at is null or blocked_end_asked_at < ?)
        order by blocked_until limit ? for no key update skip locked))
      returning customer_id, blocked_command_id
      """;

  private final JdbcClient jdbc;

  DueBlocks(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Takes them, but for those taken since a time given, whose end is under way. */
  List<Due> take(Instant now, Instant since) {
    return jdbc.sql(TAKE)
        .params(Timestamp.from(now), Timestamp.from(now), Timestamp.from(since), AT_ONCE)
        .query((row, n) -> new Due(row.getString(1), row.getString(2)))
        .list();
  }
}
