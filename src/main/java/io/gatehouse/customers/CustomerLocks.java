package io.gatehouse.customers;

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
      "select pg_advisory_xact_lock_shared(?, s) from unnest(?::int[]) as s";
  private static final String EXCLUSIVE =
      "select pg_advisory_xact_lock(?, s) from unnest(?::int[]) as s";

  private final JdbcTemplate jdbc;

  CustomerLocks(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * For a batch of messages: nobody changes these customers, nor the settings, until the
   * transaction ends.
   */
  public void shared(Collection<String> customerIds) {
    SortedSet<Integer> stripes = stripes(customerIds);
    stripes.add(SETTINGS);
    lock(SHARED, stripes);
  }

  /** For commands: these customers are theirs alone until the transaction ends. */
  public void exclusive(Collection<String> customerIds) {
    lock(EXCLUSIVE, stripes(customerIds));
  }

  /** For settings commands: no batch is deciding until the transaction ends. */
  public void settingsExclusive() {
    lock(EXCLUSIVE, new TreeSet<>(Set.of(SETTINGS)));
  }

  /** In ascending order, so that nobody waits in a circle. */
  private void lock(String sql, SortedSet<Integer> keys) {
    jdbc.query(sql, row -> {}, NAMESPACE, keys.toArray(Integer[]::new));
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
