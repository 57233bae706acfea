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
import io.gatehouse.sql.RoundTrip;
import io.gatehouse.tickets.Ticket;
import io.gatehouse.tickets.TicketChange;
import io.gatehouse.tickets.Tickets;
import io.gatehouse.topics.Topic;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;
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
  private final JdbcTemplate jdbc;

  BlacklistHandler(FlagWords words, Customers customers, Tickets tickets, JdbcTemplate jdbc) {
    this.words = words;
    this.customers = customers;
    this.tickets = tickets;
    this.jdbc = jdbc;
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
  public Verdict handle(Command command, Instant now, RoundTrip writes) {
    var reads = new RoundTrip();
    FlagWords.Last last = words.last(command.key(), FlagWords.Flag.BLACKLISTED, reads);
    List<Customer> found = customers.find(command.key(), reads);
    List<Ticket> open = tickets.open(command.key(), reads);
    reads.run(jdbc);

    boolean add = command.requiredText("action").equals("add");
    var word = new FlagWords.Word(add, command.appendedAt());
    if (last.supersedes(word)) {
      return Verdict.rejected(Rejection.SUPERSEDED);
    }
    words.say(command.key(), FlagWords.Flag.BLACKLISTED, word, writes);
    if (add) {
      Customer customer = found.isEmpty() ? customers.create(command.key(), now) : found.getFirst();
      return add(customer, open, command, now, writes);
    }
    return found.isEmpty()
        ? Verdict.rejected(Rejection.UNKNOWN_CUSTOMER)
        : remove(found.getFirst(), writes);
  }

  private Verdict add(
      Customer customer, List<Ticket> open, Command command, Instant now, RoundTrip writes) {
    boolean already = customer.blacklisted() != null;
    if (already && open.isEmpty()) {
      return new Verdict.Unchanged();
    }
    List<Effect> effects = new ArrayList<>();
    if (!already) {
      var blacklisting =
          new Customer.Blacklisting(
              command.actorId(), command.appendedAt(), command.requiredText("reason"));
      effects.add(changed(customers.blacklist(customer, blacklisting, writes)));
    }
    for (Ticket ticket : open) {
      tickets.close(ticket, now, writes);
      var change = TicketChange.of(ticket, command.key(), command.kind(), command.commandId(), now);
      effects.add(new Effect.TicketChanged(change.closed()));
    }
    var detail = JsonMapper.shared().createObjectNode().put("ticketsClosed", open.size());
    return new Verdict.Done(detail, effects);
  }

  private Verdict remove(Customer customer, RoundTrip writes) {
    if (customer.blacklisted() == null) {
      return new Verdict.Unchanged();
    }
    return new Verdict.Done(null, List.of(changed(customers.blacklist(customer, null, writes))));
  }

  private static Effect changed(Customer customer) {
    return new Effect.CustomerChanged(CustomerState.of(customer));
  }
}
