package io.gatehouse.tickets;

import java.time.Instant;

/**
 * A ticket's change, announced on the queue it concerns.
 *
 * @param queue whose topic it is published on
 * @param value the JSON on the topic
 */
public record TicketEvent(
    Queue queue, Type type, String ticketId, String customerId, Instant at, String value) {

  /** The kinds of events ({@code ce_type}). */
  public enum Type {
    LEFT("gatehouse.ticket.left"),
    ARRIVED("gatehouse.ticket.arrived"),
    CLOSED("gatehouse.ticket.closed"),
    DELETED("gatehouse.ticket.deleted");

    private final String ceType;

    Type(String ceType) {
      this.ceType = ceType;
    }

    public String ceType() {
      return ceType;
    }
  }
}
