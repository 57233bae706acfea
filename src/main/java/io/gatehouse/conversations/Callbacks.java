package io.gatehouse.conversations;

import io.gatehouse.commands.Command;
import io.gatehouse.commands.Effect;
import io.gatehouse.commands.Rejection;
import io.gatehouse.commands.Verdict;
import io.gatehouse.customers.Customer;
import io.gatehouse.history.TicketContent;
import io.gatehouse.sql.RoundTrip;
import io.gatehouse.tickets.Queue;
import io.gatehouse.tickets.Ticket;
import io.gatehouse.tickets.TicketChange;
import io.gatehouse.tickets.TicketId;
import io.gatehouse.tickets.Tickets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** An agent calls a customer back: a new conversation, in that agent's inbox. */
@Component
class Callbacks {

  private final Tickets tickets;
  private final JdbcTemplate jdbc;

  Callbacks(Tickets tickets, JdbcTemplate jdbc) {
    this.tickets = tickets;
    this.jdbc = jdbc;
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
    var closeAndOpen = new RoundTrip();
    for (Ticket ticket : open(customer)) {
      if (ticket.channel().equals(channel) && ticket.queue() != Queue.BLOCKED) {
        tickets.close(ticket, now, closeAndOpen);
        effects.add(new Effect.TicketChanged(TicketHandler.change(ticket, command, now).closed()));
      }
    }
    List<Ticket> inInbox = tickets.openInInbox(customer.no(), channel, agent, now, closeAndOpen);
    closeAndOpen.run(jdbc);
    Ticket opened = inInbox.getFirst();
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

  private List<Ticket> open(Customer customer) {
    var reads = new RoundTrip();
    List<Ticket> open = tickets.open(customer.id(), reads);
    reads.run(jdbc);
    return open;
  }
}
