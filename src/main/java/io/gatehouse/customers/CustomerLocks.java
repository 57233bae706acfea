package io.gatehouse.customers;

import io.gatehouse.sql.RoundTrip;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.BitSet;
import java.util.Collection;
import java.util.stream.IntStream;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Orders batches of messages and commands for the same customer. Customers share 256 stripes; a
 * batch takes the stripes of its customers shared, commands take theirs exclusively. Without it a
 * block, or a delete-all, would miss what a batch in flight is writing. All end with the database
 * transaction: no lock outlives its holder. Each lock has a version, which whoever holds it
 * exclusively renews: what was known of a customer before holds no longer.
 *
 * <p>Lock order: progress rows, stripes in ascending order with the settings first, rows.
 */
@Component
public class CustomerLocks {

  private static final int NAMESPACE = 0x47415445; // "GATE"
  static final int STRIPES = 256;
  static final int SETTINGS = -1;

  private static final String SHARED =
      """
      select extract(epoch from clock_timestamp() - statement_timestamp()) as waited
      from (select count(*) from
        (select pg_advisory_xact_lock_shared(?, s) from unnest(?::int[]) as s offset 0) as each_of_them) as all_of_them
      """;
  private static final String EXCLUSIVE =
      "select pg_advisory_xact_lock(?, s) from unnest(?::int[]) as s";

  // not the next number: in a database that was restored, or has failed over and lost something, it
  // could be one that a worker has seen
  private static final String RENEW =
      "update customer_stripe set version = (random() * 9e18)::bigint where stripe = any (?)";

  // in one row: each row of an answer costs, and this one is part of every batch
  private static final String VERSIONS =
      "select array_agg(version order by stripe) from customer_stripe";

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
    with.query(
        SHARED,
        row -> {
          if (row.getDouble("waited") > HELD_UP_SECONDS) {
            expectCommands();
          }
        },
        NAMESPACE,
        IntStream.concat(IntStream.of(SETTINGS), stripes(customerIds))
            .boxed()
            .toArray(Integer[]::new));
  }

  /**
   * What the locks' versions are, after {@link #shared}.
   *
   * @return filled when the round trip is run
   */
  public LockVersions versions(RoundTrip with) {
    var versions = new LockVersions();
    with.query(VERSIONS, row -> versions.fill((Long[]) row.getArray(1).getArray()));
    return versions;
  }

  /** For commands: these customers are theirs alone until the transaction ends. */
  public void exclusive(Collection<String> customerIds) {
    expectCommands();
    lock(stripes(customerIds));
  }

  /** For settings commands: no batch is deciding until the transaction ends. */
  public void settingsExclusive() {
    lock(IntStream.of(SETTINGS));
  }

  /** In ascending order, so that nobody waits in a circle. */
  private void lock(IntStream keys) {
    Integer[] stripes = keys.boxed().toArray(Integer[]::new);
    var lock = new RoundTrip();
    lock.query(EXCLUSIVE, row -> {}, NAMESPACE, stripes);
    renew(stripes, lock);
    lock.run(jdbc);
  }

  /** What others remember of these customers, or of the settings, holds no longer. */
  private static void renew(Integer[] stripes, RoundTrip with) {
    with.updateExactly(stripes.length, RENEW, (Object) stripes);
  }

  /** In ascending order. */
  private static IntStream stripes(Collection<String> customerIds) {
    var stripes = new BitSet(STRIPES);
    for (String customerId : customerIds) {
      stripes.set(stripe(customerId));
    }
    return stripes.stream();
  }

  static int stripe(String customerId) {
    int hash = customerId.hashCode();
    return (hash ^ hash >>> 16) & (STRIPES - 1);
  }
}
