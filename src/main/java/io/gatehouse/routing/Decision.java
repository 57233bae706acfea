package io.gatehouse.routing;

import io.gatehouse.deadletters.Defect;
import io.gatehouse.tickets.Queue;
import io.gatehouse.tickets.TicketEvent;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is published for one inbound record. */
sealed interface Decision {

  /**
   * The message goes to a queue.
   *
   * @param agent who has the ticket, in the inbox
   * @param events of a ticket that this message moved; they go before it
   */
  record ToQueue(
      Queue queue,
      Reason reason,
      long ticketNo,
      boolean newTicket,
      @Nullable String agent,
      Instant at,
      List<TicketEvent> events)
      implements Decision {}

  record Suppressed(Reason reason, Instant at) implements Decision {}

  record DeadLetter(Defect defect) implements Decision {}

  /** The group was rewound: this record is known to have been answered, and nothing is sent. */
  record AlreadyPublished() implements Decision {}
}
