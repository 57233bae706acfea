package io.gatehouse.blacklisting;

import io.gatehouse.commands.Command;
import io.gatehouse.commands.CommandHandler;
import io.gatehouse.commands.Effect;
import io.gatehouse.commands.Rejection;
import io.gatehouse.commands.Verdict;
import io.gatehouse.customers.Customer;
import io.gatehouse.customers.CustomerState;
import io.gatehouse.customers.Customers;
import io.gatehouse.customers.FlagWords;
import io.gatehouse.tickets.Ticket;
import io.gatehouse.tickets.TicketChange;
import io.gatehouse.tickets.Tickets;
import io.gatehouse.topics.Topic;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Puts a contact on the blacklist, which closes its open tickets, or takes it off, which restores
 * nothing: the next message opens a conversation.
 */
@Component
class BlacklistHandler implements CommandHandler {

  private final FlagWords words;
  private final Customers customers;
  private final Tickets tickets;

  BlacklistHandler(FlagWords words, Customers customers, Tickets tickets) {
    this.words = words;
    this.customers = customers;
    this.tickets = tickets;
  }

  @Override
  public String kind() {
    return "blacklist";
  }

  @Override
  public Topic topic() {
    return Topic.COMMANDS_BLACKLIST;
  }

  @Override
  public Verdict handle(Command command, Instant now) {
    boolean add = command.requiredText("action").equals("add");
    var word = new FlagWords.Word(add, command.appendedAt());
    if (words.supersedes(command.key(), FlagWords.Flag.BLACKLISTED, word)) {
      return Verdict.rejected(Rejection.SUPERSEDED);
    }
    words.say(command.key(), FlagWords.Flag.BLACKLISTED, word);
    return add ? add(command, now) : remove(command);
  }

  private Verdict add(Command command, Instant now) {
    Customer customer = customers.findOrCreate(command.key(), now);
    List<Ticket> open =
        Stream.of(false, true)
            .flatMap(inBlocked -> tickets.open(customer.no(), inBlocked).stream())
            .toList();
    boolean already = customer.blacklisted() != null;
    if (already && open.isEmpty()) {
      return new Verdict.Unchanged();
    }
    List<Effect> effects = new ArrayList<>();
    if (!already) {
      var blacklisting =
          new Customer.Blacklisting(
              command.actorId(), command.appendedAt(), command.requiredText("reason"));
      effects.add(changed(customers.blacklist(customer, blacklisting)));
    }
    for (Ticket ticket : open) {
      tickets.close(ticket, now);
      var change = TicketChange.of(ticket, command.key(), command.kind(), command.commandId(), now);
      effects.add(new Effect.TicketChanged(change.closed()));
    }
    var detail = JsonMapper.shared().createObjectNode().put("ticketsClosed", open.size());
    return new Verdict.Done(detail, effects);
  }

  private Verdict remove(Command command) {
    Optional<Customer> customer = customers.find(command.key());
    if (customer.isEmpty()) {
      return Verdict.rejected(Rejection.UNKNOWN_CUSTOMER);
    }
    if (customer.get().blacklisted() == null) {
      return new Verdict.Unchanged();
    }
    return new Verdict.Done(null, List.of(changed(customers.blacklist(customer.get(), null))));
  }

  private static Effect changed(Customer customer) {
    return new Effect.CustomerChanged(CustomerState.of(customer));
  }
}
