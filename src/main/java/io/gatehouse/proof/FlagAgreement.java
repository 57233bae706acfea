package io.gatehouse.proof;

import io.gatehouse.topics.Topic;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** G4 for flags: the last record on {@code customers.state} has what the database has. */
final class FlagAgreement {

  private FlagAgreement() {}

  static void check(World world, Findings findings) {
    Map<String, Entry> last = new HashMap<>();
    for (Entry entry : world.on(Topic.CUSTOMERS_STATE)) {
      if (entry.key() != null && entry.body() instanceof Body.State) {
        last.put(entry.key(), entry);
      }
    }
    Map<String, Database.Customer> customers = world.database().customers();
    last.forEach(
        (id, entry) -> {
          Database.Customer customer = customers.get(id);
          if (customer == null) {
            findings.add(entry, "is of a customer that the database does not have");
          } else if (entry.body() instanceof Body.State state) {
            if (!Objects.equals(state.blocked(), customer.blocked())) {
              findings.add(entry, "has another 'blocked' than the database");
            }
            if (!Objects.equals(state.blacklisted(), customer.blacklisted())) {
              findings.add(entry, "has another 'blacklisted' than the database");
            }
          }
        });
    customers.forEach(
        (id, customer) -> {
          if (!last.containsKey(id)
              && (customer.blocked() != null || customer.blacklisted() != null)) {
            findings.add(
                "customer row " + id,
                id,
                Findings.UNKNOWN_TIME,
                "has a flag that was never announced");
          }
        });
  }
}
