package io.gatehouse.conversations;

import io.gatehouse.commands.Command;
import io.gatehouse.commands.Effect;
import io.gatehouse.commands.Rejection;
import io.gatehouse.commands.Verdict;
import io.gatehouse.customers.Customer;
import io.gatehouse.history.TicketContent;
import io.gatehouse.tickets.Queue;
import io.gatehouse.tickets.Ticket;
import io.gatehouse.tickets.TicketChange;
import io.gatehouse.tickets.TicketId;
import io.gatehouse.tickets.Tickets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** An agent calls a customer back: a new conversation, in that agent's inbox. */
@Component
class Callbacks {

  private final Tickets tickets;

  Callbacks(Tickets tickets) {
    this.tickets = tickets;
  }

  Verdict open(Customer customer, Command command, Instant now) {
    if (customer.blacklisted() != null) {
      return Verdict.rejected(Rejection.BLACKLISTED);
    }
    if (customer.blocked() != null) {
      return Verdict.rejected(Rejection.BLOCKED);
    }
    String channel = command.requiredText("channel");
    String agent = command.requiredText("agent");
    List<Effect> effects = new ArrayList<>();
    for (Ticket ticket : tickets.open(customer.no(), false)) {
      if (ticket.channel().equals(channel)) {
        tickets.close(ticket, now);
        effects.add(new Effect.TicketChanged(TicketHandler.change(ticket, command, now).closed()));
      }
    }
    Ticket opened = tickets.openInInbox(customer.no(), channel, agent, now);
    var change =
        new TicketChange(
            opened.no(),
            customer.id(),
            channel,
            null,
            opened.openedAt(),
            command.requiredText("action"),
            command.commandId(),
            now);
    effects.add(new Effect.TicketChanged(change.arrived(Queue.INBOX, agent, TicketContent.EMPTY)));
    var detail = JsonMapper.shared().createObjectNode().put("ticketId", TicketId.of(opened.no()));
    return new Verdict.Done(detail, effects);
  }
}
