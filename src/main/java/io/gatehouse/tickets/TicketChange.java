package io.gatehouse.tickets;

import io.gatehouse.history.TicketContent;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What happens to a ticket, and the events that say so.
 *
 * @param from the queue that it was in, null if it is opened by this
 * @param reason what changed it: the command's name, or the routing reason
 * @param commandId null if no command changed it
 */
public record TicketChange(
    long ticketNo,
    String customerId,
    String channel,
    @Nullable Queue from,
    Instant openedAt,
    String reason,
    @Nullable String commandId,
    Instant at) {

  private static final JsonMapper JSON = JsonMapper.shared();

  /** Of a ticket as it was before. */
  public static TicketChange of(
      Ticket ticket, String customerId, String reason, @Nullable String commandId, Instant at) {
    return new TicketChange(
        ticket.no(),
        customerId,
        ticket.channel(),
        ticket.queue(),
        ticket.openedAt(),
        reason,
        commandId,
        at);
  }

  /** It leaves its queue for another. */
  public TicketEvent left(Queue to) {
    return event(requireFrom(), TicketEvent.Type.LEFT, move(to));
  }

  /** It enters a queue, before any restored messages. */
  public TicketEvent arrived(Queue to, @Nullable String agent, TicketContent content) {
    ObjectNode value = move(to);
    value.put("agent", agent);
    value.put("messages", content.messages());
    value.put("openedAt", openedAt.toString());
    Instant last = content.lastMessageAt();
    value.put("lastMessageAt", last == null ? null : last.toString());
    return event(to, TicketEvent.Type.ARRIVED, value);
  }

  /** It ends by joining another ticket. */
  public TicketEvent mergedInto(long other) {
    ObjectNode value = move(null);
    value.put("mergedInto", TicketId.of(other));
    return event(requireFrom(), TicketEvent.Type.CLOSED, value);
  }

  /** It ends. */
  public TicketEvent closed() {
    return event(requireFrom(), TicketEvent.Type.CLOSED, move(null));
  }

  /** It is deleted with its messages. */
  public TicketEvent deleted() {
    ObjectNode value = JSON.createObjectNode();
    value.put("ticketId", TicketId.of(ticketNo));
    value.put("customerId", customerId);
    value.put("commandId", commandId);
    value.put("at", at.toString());
    return event(Queue.BLOCKED, TicketEvent.Type.DELETED, value);
  }

  private ObjectNode move(@Nullable Queue to) {
    ObjectNode value = JSON.createObjectNode();
    value.put("ticketId", TicketId.of(ticketNo));
    value.put("customerId", customerId);
    value.put("channel", channel);
    value.put("from", from == null ? null : from.label());
    value.put("to", to == null ? null : to.label());
    value.put("reason", reason);
    value.put("commandId", commandId);
    value.put("at", at.toString());
    return value;
  }

  private Queue requireFrom() {
    if (from == null) {
      throw new IllegalStateException("a ticket that is only opened now has no queue to leave");
    }
    return from;
  }

  private TicketEvent event(Queue queue, TicketEvent.Type type, ObjectNode value) {
    return new TicketEvent(queue, type, TicketId.of(ticketNo), customerId, at, value.toString());
  }
}
