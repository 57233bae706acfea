package io.gatehouse.routing;

import io.gatehouse.history.MessageKey;
import io.gatehouse.message.InboundMessage;
import io.gatehouse.tickets.Queue;
import io.gatehouse.tickets.TicketEvent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A message while its batch is decided. */
final class Draft {
  final int index;
  final Inbound inbound;
  final InboundMessage message;
  RoutingRules.@Nullable Route route;
  BatchState.@Nullable Ticket ticket;
  long fingerprint;

  /** Null until a new customer is stored. */
  BatchState.@Nullable Customer customer;

  boolean newTicket;

  /** Of a ticket that this message moves. */
  List<TicketEvent> events = List.of();

  /** The same message was accepted before, or comes earlier in this batch. */
  boolean duplicate;

  Draft(int index, Inbound inbound, InboundMessage message) {
    this.index = index;
    this.inbound = inbound;
    this.message = message;
  }

  RoutingRules.Route requireRoute() {
    if (route == null) {
      throw new IllegalStateException("a message was not decided");
    }
    return route;
  }

  BatchState.Customer requireCustomer() {
    if (customer == null) {
      throw new IllegalStateException("a customer was not stored");
    }
    return customer;
  }

  MessageKey key() {
    return new MessageKey(requireCustomer().number, fingerprint);
  }

  /** Who has the ticket, if the message goes to the inbox. */
  @Nullable String agent(Queue queue) {
    return ticket != null && queue == Queue.INBOX ? ticket.agent : null;
  }
}
