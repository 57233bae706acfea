package io.gatehouse.customers;

import java.time.Instant;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A customer's flags as {@code customers.state} has them. */
public final class CustomerState {

  private static final JsonMapper JSON = JsonMapper.shared();

  private CustomerState() {}

  public static String of(Customer customer) {
    ObjectNode state = JSON.createObjectNode();
    state.put("customerId", customer.id());
    Customer.Block block = customer.blocked();
    if (block == null) {
      state.putNull("blocked");
    } else {
      Instant until = block.until();
      state
          .putObject("blocked")
          .put("by", block.by())
          .put("at", block.at().toString())
          .put("reason", block.reason())
          .put("until", until == null ? null : until.toString());
    }
    Customer.Blacklisting blacklisting = customer.blacklisted();
    if (blacklisting == null) {
      state.putNull("blacklisted");
    } else {
      state
          .putObject("blacklisted")
          .put("by", blacklisting.by())
          .put("at", blacklisting.at().toString())
          .put("reason", blacklisting.reason());
    }
    return state.toString();
  }
}
