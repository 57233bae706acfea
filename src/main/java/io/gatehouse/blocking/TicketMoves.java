package io.gatehouse.blocking;

import io.gatehouse.commands.Command;
import io.gatehouse.commands.Effect;
import io.gatehouse.history.MessageHistory;
import io.gatehouse.history.TicketContent;
import io.gatehouse.settings.Settings;
import io.gatehouse.sql.RoundTrip;
import io.gatehouse.tickets.Queue;
import io.gatehouse.tickets.Ticket;
import io.gatehouse.tickets.TicketChange;
import io.gatehouse.tickets.TicketId;
import io.gatehouse.tickets.Tickets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Moves tickets into {@code blocked} and out of it. Messages are not touched: a ticket that joins
 * another one is marked as merged, so that 100,000 messages move with one update.
 */
@Component
class TicketMoves {

  /** What a command moved. */
  static final class Moved {
    final List<Effect> effects = new ArrayList<>();
    private int tickets;
    private int merged;

    boolean none() {
      return tickets == 0;
    }

    ObjectNode detail() {
      return JsonMapper.shared()
          .createObjectNode()
          .put("ticketsMoved", tickets)
          .put("ticketsMerged", merged);
    }
  }

  private final Tickets tickets;
  private final MessageHistory history;

  TicketMoves(Tickets tickets, MessageHistory history) {
    this.tickets = tickets;
    this.history = history;
  }

  static List<Ticket> inBlocked(List<Ticket> open) {
    return open.stream().filter(ticket -> ticket.queue() == Queue.BLOCKED).toList();
  }

  private static List<Ticket> ordinary(List<Ticket> open) {
    return open.stream().filter(ticket -> ticket.queue() != Queue.BLOCKED).toList();
  }

  /**
   * The ordinary ones of the customer's open tickets go to {@code blocked}. Supervisors read their
   * messages in the history.
   */
  Moved toBlocked(List<Ticket> open, Command command, Instant now, RoundTrip writes) {
    var moved = new Moved();
    List<Ticket> blocked = inBlocked(open);
    List<Ticket> leaving = ordinary(open);
    Map<Long, TicketContent> contents = history.contents(numbers(leaving));
    for (Ticket ticket : leaving) {
      TicketChange change = change(ticket, command, now);
      Optional<Ticket> other = onChannel(blocked, ticket.channel());
      if (other.isPresent()) {
        merge(ticket, other.get(), change, moved, now, writes);
      } else {
        tickets.move(ticket, Queue.BLOCKED, writes);
        moved.effects.add(new Effect.TicketChanged(change.left(Queue.BLOCKED)));
        TicketContent content = contents.getOrDefault(ticket.no(), TicketContent.EMPTY);
        moved.effects.add(new Effect.TicketChanged(change.arrived(Queue.BLOCKED, null, content)));
      }
      moved.tickets++;
    }
    return moved;
  }

  /**
   * These of the customer's open tickets, blocked ones, go to {@code bot} or {@code unassigned}, or
   * join the ordinary ticket on their channel, with their messages.
   */
  Moved outOfBlocked(
      long customerNo,
      List<Ticket> leaving,
      List<Ticket> open,
      Settings settings,
      Command command,
      Instant now,
      RoundTrip writes) {
    var moved = new Moved();
    List<Ticket> ordinary = ordinary(open);
    Map<Long, TicketContent> contents = history.contents(numbers(leaving));
    for (Ticket ticket : leaving) {
      TicketChange change = change(ticket, command, now);
      TicketContent content = contents.getOrDefault(ticket.no(), TicketContent.EMPTY);
      List<Long> family = tickets.family(ticket.no());
      Optional<Ticket> other = onChannel(ordinary, ticket.channel());
      if (other.isPresent()) {
        merge(ticket, other.get(), change, moved, now, writes);
        restore(customerNo, family, content, other.get(), other.get().queue(), moved);
      } else {
        Queue to = settings.botActive(ticket.channel()) ? Queue.BOT : Queue.UNASSIGNED;
        tickets.move(ticket, to, writes);
        moved.effects.add(new Effect.TicketChanged(change.left(to)));
        moved.effects.add(new Effect.TicketChanged(change.arrived(to, null, content)));
        restore(customerNo, family, content, ticket, to, moved);
      }
      moved.tickets++;
    }
    return moved;
  }

  private void merge(
      Ticket ticket, Ticket into, TicketChange change, Moved moved, Instant now, RoundTrip writes) {
    tickets.merge(ticket, into, now, writes);
    moved.effects.add(new Effect.TicketChanged(change.mergedInto(into.no())));
    moved.merged++;
  }

  private static void restore(
      long customerNo,
      List<Long> family,
      TicketContent content,
      Ticket owner,
      Queue queue,
      Moved moved) {
    if (content.messages() > 0) {
      moved.effects.add(
          new Effect.MessagesRestored(
              customerNo,
              family,
              TicketId.of(owner.no()),
              queue,
              queue == Queue.INBOX ? owner.agent() : null,
              content.through()));
    }
  }

  private static List<Long> numbers(List<Ticket> tickets) {
    return tickets.stream().map(Ticket::no).toList();
  }

  /** What the command does to a ticket, for the events that say so. */
  static TicketChange change(Ticket ticket, Command command, Instant now) {
    return TicketChange.of(ticket, command.key(), command.kind(), command.commandId(), now);
  }

  private static Optional<Ticket> onChannel(List<Ticket> tickets, String channel) {
    return tickets.stream().filter(ticket -> ticket.channel().equals(channel)).findFirst();
  }
}
