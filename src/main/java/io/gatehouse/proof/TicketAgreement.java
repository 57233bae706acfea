package io.gatehouse.proof;

import io.gatehouse.proof.Body.TicketEvent.Kind;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * G4 for tickets: where the last decision on the topics has left a ticket, the database has it. The
 * last by the time of deciding: a command's events can come out after a message decided later.
 */
final class TicketAgreement {

  /** Where a ticket is, by one record; without a queue it is closed. */
  private record State(long decidedAt, @Nullable String queue, @Nullable String agent, Entry by) {

    State laterOf(State other) {
      boolean otherIsLater =
          other.decidedAt > decidedAt
              || (other.decidedAt == decidedAt && other.by.timestamp() >= by.timestamp());
      return otherIsLater ? other : this;
    }
  }

  private TicketAgreement() {}

  static void check(World world, Findings findings) {
    Map<Long, State> states = new HashMap<>();
    for (Entry entry : world.onQueues()) {
      if (entry.body() instanceof Body.Routed routed && !routed.restored()) {
        var state = new State(routed.decidedAt(), routed.queue(), routed.agent(), entry);
        states.merge(routed.ticket(), state, State::laterOf);
      } else if (entry.body() instanceof Body.TicketEvent event && !event.is(Kind.LEFT)) {
        var state = new State(event.decidedAt(), event.to(), event.agent(), entry);
        states.merge(event.ticket(), state, State::laterOf);
      }
    }
    Map<Long, Database.Ticket> tickets = world.database().tickets();
    states.forEach(
        (number, state) -> {
          String difference = difference(state, tickets.get(number));
          if (difference != null) {
            findings.add(state.by, "is the last of t-%d, but %s".formatted(number, difference));
          }
        });
    for (Database.Ticket ticket : tickets.values()) {
      if (!ticket.closed() && !states.containsKey(ticket.no())) {
        findings.add(
            "ticket row " + ticket.no(),
            ticket.customer(),
            Findings.UNKNOWN_TIME,
            "is open, and no record has it");
      }
    }
    world
        .database()
        .customers()
        .forEach(
            (id, customer) -> {
              if (customer.ticketsDiffer()) {
                findings.add(
                    "customer row " + id,
                    id,
                    Findings.UNKNOWN_TIME,
                    "has other open tickets than ticket rows");
              }
            });
  }

  private static @Nullable String difference(State state, Database.@Nullable Ticket ticket) {
    boolean open = ticket != null && !ticket.closed();
    if (ticket == null || !open) {
      return state.queue == null ? null : "the database has no such open ticket";
    }
    if (state.queue == null) {
      return "the ticket is open in the database";
    }
    if (!state.queue.equals(ticket.queue())) {
      return "in the database the ticket is in " + ticket.queue();
    }
    if (!Objects.equals(state.by.customer(), ticket.customer())) {
      return "in the database the ticket is of another customer";
    }
    return !state.queue.equals("inbox") || Objects.equals(state.agent, ticket.agent())
        ? null
        : "in the database the ticket is with " + ticket.agent();
  }
}
