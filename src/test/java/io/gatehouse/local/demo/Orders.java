package io.gatehouse.local.demo;

import io.gatehouse.topics.Topic;
import java.time.Instant;
import java.util.UUID;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The commands and replies of the contract, as screens and the BOT write them. */
final class Orders {

  private static final JsonMapper JSON = JsonMapper.shared();

  private Orders() {}

  /** The same answer to the same message has the same id, so that it leaves once. */
  static Sent reply(Login login, String actor, OpenTicket ticket, String text, Instant now) {
    ObjectNode reply = JSON.createObjectNode();
    reply.put("messageId", "re-" + (ticket.lastId() == null ? ticket.id() : ticket.lastId()));
    reply.put("customerId", ticket.customerId());
    reply.put("ticketId", ticket.id());
    reply.putObject("actor").put("id", actor);
    reply.put("from", login == Login.BOT ? "bot" : "agent");
    reply.put("sentAt", now.toString());
    reply.put("text", text);
    return new Sent(login, Topic.MESSAGES_OUTBOUND, ticket.customerId(), reply);
  }

  static Sent assign(String agent, OpenTicket ticket) {
    Sent order = ticket(Login.AGENTS, agent, ticket, "assign");
    order.value().put("agent", agent);
    return order;
  }

  static Sent handover(Login login, String actor, OpenTicket ticket) {
    return ticket(login, actor, ticket, "handover");
  }

  static Sent close(Login login, String actor, OpenTicket ticket) {
    return ticket(login, actor, ticket, "close");
  }

  /**
   * @param score 1 to 5
   */
  static Sent rate(Login login, String actor, OpenTicket ticket, int score, String comment) {
    Sent order = ticket(login, actor, ticket, "rate");
    order.value().put("score", score);
    if (!comment.isEmpty()) {
      order.value().put("comment", comment);
    }
    return order;
  }

  static Sent callback(String agent, Customer customer) {
    Sent order = about(Login.AGENTS, agent, Topic.COMMANDS_TICKET, customer.id());
    order.value().put("action", "callback").put("channel", customer.channel()).put("agent", agent);
    return order;
  }

  private static Sent ticket(Login login, String actor, OpenTicket ticket, String action) {
    Sent order = about(login, actor, Topic.COMMANDS_TICKET, ticket.customerId());
    order.value().put("action", action).put("ticketId", ticket.id());
    return order;
  }

  static Sent tag(String agent, String customerId, String tag) {
    Sent order = about(Login.AGENTS, agent, Topic.COMMANDS_CUSTOMER, customerId);
    order.value().put("action", "tag").putArray("add").add(tag);
    return order;
  }

  static Sent note(String agent, String customerId, String note) {
    Sent order = about(Login.AGENTS, agent, Topic.COMMANDS_CUSTOMER, customerId);
    order.value().put("action", "edit").putObject("profile").put("note", note);
    return order;
  }

  static Sent block(String agent, String customerId, String reason) {
    Sent order = about(Login.AGENTS, agent, Topic.COMMANDS_BLOCK, customerId);
    order.value().put("reason", reason);
    return order;
  }

  static Sent blockUntil(String agent, String customerId, String reason, Instant until) {
    Sent order = block(agent, customerId, reason);
    order.value().put("until", until.toString());
    return order;
  }

  /** Unblock or delete-all, which have nothing to add. */
  static Sent supervise(Topic topic, String actor, String customerId) {
    return about(Login.SUPERVISORS, actor, topic, customerId);
  }

  static Sent blacklist(String actor, String customerId, String reason) {
    Sent order = about(Login.SUPERVISORS, actor, Topic.COMMANDS_BLACKLIST, customerId);
    order.value().put("action", "add").put("reason", reason);
    return order;
  }

  private static Sent about(Login login, String actor, Topic topic, String customerId) {
    ObjectNode value = command(UUID.randomUUID().toString(), actor);
    value.put("customerId", customerId);
    return new Sent(login, topic, customerId, value);
  }

  /** Has one effect however often it is sent, so that a restart leaves the switch as it is. */
  static Sent setOnce(String setting, boolean on) {
    ObjectNode value = command("demo-sets-" + setting, "admin-1");
    value.put("setting", setting).put("value", on);
    return new Sent(Login.ADMINS, Topic.COMMANDS_SETTINGS, setting, value);
  }

  private static ObjectNode command(String id, String actor) {
    ObjectNode value = JSON.createObjectNode();
    value.put("commandId", id);
    value.putObject("actor").put("id", actor);
    return value;
  }
}
