package io.gatehouse.conversations;

import io.gatehouse.tickets.Queue;
import io.gatehouse.tickets.Ticket;
import org.jspecify.annotations.Nullable;

/**
 * What may be done with a ticket in which state: the table of ticket commands in the specification.
 * Merged and deleted tickets are unknown, and do not come here.
 */
final class TicketRules {

  /** What is asked of one ticket. */
  enum Action {
    ASSIGN,
    HANDOVER,
    CLOSE,
    RATE
  }

  /** What becomes of it. */
  enum Answer {
    DONE,
    UNCHANGED,
    WRONG_STATE
  }

  private TicketRules() {}

  /**
   * Applies the table.
   *
   * @param agent who is to have it; null unless it is to be assigned
   */
  static Answer decide(Action action, Ticket ticket, @Nullable String agent) {
    boolean closed = !ticket.open();
    boolean blocked = !closed && ticket.queue() == Queue.BLOCKED;
    return switch (action) {
      case ASSIGN -> {
        if (closed || blocked) {
          yield Answer.WRONG_STATE;
        }
        yield ticket.queue() == Queue.INBOX && ticket.has(agent) ? Answer.UNCHANGED : Answer.DONE;
      }
      case HANDOVER -> {
        if (closed || blocked) {
          yield Answer.WRONG_STATE;
        }
        yield ticket.queue() == Queue.UNASSIGNED ? Answer.UNCHANGED : Answer.DONE;
      }
      case CLOSE -> closed ? Answer.UNCHANGED : Answer.DONE;
      case RATE -> blocked ? Answer.WRONG_STATE : Answer.DONE;
    };
  }
}
