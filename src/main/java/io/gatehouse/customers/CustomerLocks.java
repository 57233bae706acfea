package io.gatehouse.customers;

import io.gatehouse.sql.RoundTrip;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Orders batches of messages and commands for the same customer. Customers share 256 stripes; a
 * batch takes the stripes of its customers shared, commands take theirs exclusively. Without it a
 * block, or a delete-all, would miss what a batch in flight is writing. All end with the database
 * transaction: no lock outlives its holder.
 *
 * <p>Lock order: progress rows, stripes in ascending order with the settings first, rows.
 */
@Component
public class CustomerLocks {

  private static final int NAMESPACE = 0x47415445; // "GATE"
  private static final int STRIPES = 256;
  private static final int SETTINGS = -1;

  private static final String SHARED =
      """
      select extract(epoch from clock_timestamp() - statement_timestamp()) as waited
      from (select count(*) from
        (select pg_advisory_xact_lock_shared(?, s) from unnest(?::int[]) as s offset 0) as each_of_them) as all_of_them
      """;
  private static final String EXCLUSIVE =
      "select pg_advisory_xact_lock(?, s) from unnest(?::int[]) as s";

  private static final Duration COMMANDS_COME_TOGETHER = Duration.ofSeconds(5);
  private static final double HELD_UP_SECONDS = 0.05;

  private final JdbcTemplate jdbc;
  private final Clock clock;
  private volatile Instant commandsUntil = Instant.MIN;

  CustomerLocks(JdbcTemplate jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /**
   * Whether there were commands in the last seconds, so that batches should not hold their
   * customers for long: commands of this worker, or of another one that a batch had to wait for.
   */
  public boolean commandsAreAbout() {
    return clock.instant().isBefore(commandsUntil);
  }

  private void expectCommands() {
    commandsUntil = clock.instant().plus(COMMANDS_COME_TOGETHER);
  }

  /**
   * For a batch of messages: from this part of the round trip on nobody changes these customers,
   * nor the settings, until the transaction ends.
   */
  public void shared(Collection<String> customerIds, RoundTrip with) {
    SortedSet<Integer> stripes = stripes(customerIds);
    stripes.add(SETTINGS);
    with.query(
        SHARED,
        row -> {
          if (row.getDouble("waited") > HELD_UP_SECONDS) {
            expectCommands();
          }
        },
        NAMESPACE,
        stripes.toArray(Integer[]::new));
  }

  /** For commands: these customers are theirs alone until the transaction ends. */
  public void exclusive(Collection<String> customerIds) {
    expectCommands();
    lock(stripes(customerIds));
  }

  /** For settings commands: no batch is deciding until the transaction ends. */
  public void settingsExclusive() {
    lock(new TreeSet<>(Set.of(SETTINGS)));
  }

  /** In ascending order, so that nobody waits in a circle. */
  private void lock(SortedSet<Integer> keys) {
    jdbc.query(EXCLUSIVE, row -> {}, NAMESPACE, keys.toArray(Integer[]::new));
  }

  private static SortedSet<Integer> stripes(Collection<String> customerIds) {
    SortedSet<Integer> stripes = new TreeSet<>();
    for (String customerId : customerIds) {
      int hash = customerId.hashCode();
      stripes.add((hash ^ hash >>> 16) & (STRIPES - 1));
    }
    return stripes;
  }
}
