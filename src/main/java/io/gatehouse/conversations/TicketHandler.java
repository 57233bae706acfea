package io.gatehouse.conversations;

import io.gatehouse.commands.Command;
import io.gatehouse.commands.CommandHandler;
import io.gatehouse.commands.Effect;
import io.gatehouse.commands.Rejection;
import io.gatehouse.commands.Verdict;
import io.gatehouse.customers.Customer;
import io.gatehouse.customers.Customers;
import io.gatehouse.history.MessageHistory;
import io.gatehouse.history.TicketContent;
import io.gatehouse.sql.RoundTrip;
import io.gatehouse.tickets.Queue;
import io.gatehouse.tickets.Rating;
import io.gatehouse.tickets.Ticket;
import io.gatehouse.tickets.TicketChange;
import io.gatehouse.tickets.TicketId;
import io.gatehouse.tickets.Tickets;
import io.gatehouse.topics.Topic;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Assigns, hands over, closes and rates tickets, and opens one to call a customer back. */
@Component
class TicketHandler implements CommandHandler {

  private final Customers customers;
  private final Tickets tickets;
  private final MessageHistory history;
  private final Callbacks callbacks;

  TicketHandler(Customers customers, Tickets tickets, MessageHistory history, Callbacks callbacks) {
    this.customers = customers;
    this.tickets = tickets;
    this.history = history;
    this.callbacks = callbacks;
  }

  @Override
  public String kind() {
    return "ticket";
  }

  @Override
  public Topic topic() {
    return Topic.COMMANDS_TICKET;
  }

  @Override
  public Verdict handle(Command command, Instant now, RoundTrip writes) {
    Optional<Customer> customer = customers.find(command.key());
    if (customer.isEmpty()) {
      return Verdict.rejected(Rejection.UNKNOWN_CUSTOMER);
    }
    String action = command.requiredText("action");
    if (action.equals("callback")) {
      return callbacks.open(customer.get(), command, now);
    }
    Optional<Ticket> ticket = find(customer.get(), command.requiredText("ticketId"));
    if (ticket.isEmpty()) {
      return Verdict.rejected(Rejection.UNKNOWN_TICKET);
    }
    return handle(
        TicketRules.Action.valueOf(action.toUpperCase(Locale.ROOT)),
        ticket.get(),
        command,
        now,
        writes);
  }

  private Optional<Ticket> find(Customer customer, String ticketId) {
    OptionalLong number = TicketId.number(ticketId);
    return number.isEmpty()
        ? Optional.empty()
        : tickets
            .find(customer.no(), number.getAsLong())
            .filter(ticket -> ticket.mergedInto() == null);
  }

  private Verdict handle(
      TicketRules.Action action, Ticket ticket, Command command, Instant now, RoundTrip writes) {
    @Nullable String agent =
        action == TicketRules.Action.ASSIGN ? command.requiredText("agent") : null;
    return switch (TicketRules.decide(action, ticket, agent)) {
      case WRONG_STATE -> Verdict.rejected(Rejection.WRONG_STATE);
      case UNCHANGED -> new Verdict.Unchanged();
      case DONE -> {
        List<Effect> effects =
            switch (action) {
              case ASSIGN -> move(ticket, Queue.INBOX, agent, command, now, writes);
              case HANDOVER -> move(ticket, Queue.UNASSIGNED, null, command, now, writes);
              case CLOSE -> close(ticket, command, now, writes);
              case RATE -> rate(ticket, command, now, writes);
            };
        var detail =
            JsonMapper.shared().createObjectNode().put("ticketId", TicketId.of(ticket.no()));
        yield new Verdict.Done(detail, effects);
      }
    };
  }

  /** Another agent's inbox is another place too: who counts what comes and goes counts right. */
  private List<Effect> move(
      Ticket ticket,
      Queue to,
      @Nullable String agent,
      Command command,
      Instant now,
      RoundTrip writes) {
    if (agent == null) {
      tickets.move(ticket, to, writes);
    } else {
      tickets.assign(ticket, agent, writes);
    }
    TicketChange change = change(ticket, command, now);
    TicketContent content =
        history.contents(List.of(ticket.no())).getOrDefault(ticket.no(), TicketContent.EMPTY);
    return List.of(
        new Effect.TicketChanged(change.left(to)),
        new Effect.TicketChanged(change.arrived(to, agent, content)));
  }

  private List<Effect> close(Ticket ticket, Command command, Instant now, RoundTrip writes) {
    tickets.close(ticket, now, writes);
    return List.of(new Effect.TicketChanged(change(ticket, command, now).closed()));
  }

  private List<Effect> rate(Ticket ticket, Command command, Instant now, RoundTrip writes) {
    tickets.rate(
        ticket,
        new Rating(
            command.body().required("score").intValue(),
            command.text("comment").orElse(null),
            command.actorId(),
            now),
        writes);
    return List.of();
  }

  static TicketChange change(Ticket ticket, Command command, Instant now) {
    return TicketChange.of(
        ticket, command.key(), command.requiredText("action"), command.commandId(), now);
  }
}
