package io.gatehouse.customers;

import java.util.Collection;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Orders batches of messages and commands for the same customer. Customers share 256 stripes; a
 * batch takes the stripes of its customers shared, sorted; a command takes one exclusively. Without
 * it a block, or a delete-all, would miss what a batch in flight is writing. All end with the
 * database transaction: no lock outlives its holder.
 *
 * <p>Lock order: progress rows, settings, stripes in ascending order, rows.
 */
@Component
public class CustomerLocks {

  private static final int NAMESPACE = 0x47415445; // "GATE"
  private static final int STRIPES = 256;
  private static final int SETTINGS = STRIPES;

  private static final String SHARED =
      "select pg_advisory_xact_lock_shared(?, s) from unnest(?::int[]) as s";
  private static final String EXCLUSIVE = "select pg_advisory_xact_lock(?, ?)";

  private final JdbcTemplate jdbc;

  CustomerLocks(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * For a batch of messages: nobody changes these customers, nor the settings, until the
   * transaction ends.
   */
  public void shared(Collection<String> customerIds) {
    boolean[] wanted = new boolean[STRIPES];
    int count = 0;
    for (String customerId : customerIds) {
      int stripe = stripe(customerId);
      if (!wanted[stripe]) {
        wanted[stripe] = true;
        count++;
      }
    }
    int[] keys = new int[count + 1];
    int next = 0;
    keys[next++] = SETTINGS;
    for (int stripe = 0; stripe < STRIPES; stripe++) {
      if (wanted[stripe]) {
        keys[next++] = stripe;
      }
    }
    jdbc.query(SHARED, row -> {}, NAMESPACE, keys);
  }

  /** For a command: the customer is its alone until the transaction ends. */
  public void exclusive(String customerId) {
    jdbc.query(EXCLUSIVE, row -> {}, NAMESPACE, stripe(customerId));
  }

  /** For a settings command: no batch is deciding until the transaction ends. */
  public void settingsExclusive() {
    jdbc.query(EXCLUSIVE, row -> {}, NAMESPACE, SETTINGS);
  }

  private static int stripe(String customerId) {
    int hash = customerId.hashCode();
    return (hash ^ hash >>> 16) & (STRIPES - 1);
  }
}
