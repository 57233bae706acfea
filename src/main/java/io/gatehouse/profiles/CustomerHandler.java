package io.gatehouse.profiles;

import io.gatehouse.commands.Command;
import io.gatehouse.commands.CommandHandler;
import io.gatehouse.commands.Rejection;
import io.gatehouse.commands.Verdict;
import io.gatehouse.customers.Customer;
import io.gatehouse.customers.Customers;
import io.gatehouse.sql.RoundTrip;
import io.gatehouse.topics.Topic;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Edits a customer's profile, or adds and removes tags. */
@Component
class CustomerHandler implements CommandHandler {

  private final Customers customers;
  private final Profiles profiles;

  CustomerHandler(Customers customers, Profiles profiles) {
    this.customers = customers;
    this.profiles = profiles;
  }

  @Override
  public String kind() {
    return "customer";
  }

  @Override
  public Topic topic() {
    return Topic.COMMANDS_CUSTOMER;
  }

  @Override
  public Verdict handle(Command command, Instant now, RoundTrip writes) {
    Optional<Customer> customer = customers.find(command.key());
    if (customer.isEmpty()) {
      return Verdict.rejected(Rejection.UNKNOWN_CUSTOMER);
    }
    return command.requiredText("action").equals("edit")
        ? edit(customer.get(), command.body().required("profile"), writes)
        : tag(customer.get(), command.body(), writes);
  }

  /** The outcome says which fields changed, never what they are. */
  private Verdict edit(Customer customer, JsonNode wanted, RoundTrip writes) {
    Map<ProfileField, String> profile = profiles.read(customer.no());
    ObjectNode detail = JsonMapper.shared().createObjectNode();
    var changed = detail.putArray("fieldsChanged");
    for (ProfileField field : ProfileField.values()) {
      JsonNode value = wanted.get(field.label());
      if (value != null && !value.stringValue().equals(profile.getOrDefault(field, ""))) {
        profile.put(field, value.stringValue());
        changed.add(field.label());
      }
    }
    if (changed.isEmpty()) {
      return new Verdict.Unchanged();
    }
    profiles.write(customer.no(), profile, writes);
    return new Verdict.Done(detail, List.of());
  }

  /** A tag that is to be removed and added is there afterwards. */
  private Verdict tag(Customer customer, JsonNode body, RoundTrip writes) {
    Set<String> before = profiles.tags(customer.no());
    Set<String> after = new LinkedHashSet<>(before);
    after.removeAll(texts(body.path("remove")));
    after.addAll(texts(body.path("add")));

    List<String> added = after.stream().filter(tag -> !before.contains(tag)).toList();
    List<String> removed = before.stream().filter(tag -> !after.contains(tag)).toList();
    if (added.isEmpty() && removed.isEmpty()) {
      return new Verdict.Unchanged();
    }
    profiles.removeTags(customer.no(), removed, writes);
    profiles.addTags(customer.no(), added, writes);
    ObjectNode detail = JsonMapper.shared().createObjectNode();
    added.forEach(detail.putArray("tagsAdded")::add);
    removed.forEach(detail.putArray("tagsRemoved")::add);
    return new Verdict.Done(detail, List.of());
  }

  private static List<String> texts(JsonNode array) {
    return array.valueStream().map(JsonNode::stringValue).toList();
  }
}
