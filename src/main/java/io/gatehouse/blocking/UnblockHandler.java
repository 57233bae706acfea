package io.gatehouse.blocking;

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
import io.gatehouse.tickets.Queue;
import io.gatehouse.tickets.Ticket;
import io.gatehouse.tickets.TicketId;
import io.gatehouse.tickets.Tickets;
import io.gatehouse.topics.Topic;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.springframework.stereotype.Component;

/**
 * Ends a block with all its tickets ("Unblock All"), or restores one ticket while the contact stays
 * blocked.
 */
@Component
class UnblockHandler implements CommandHandler {

  private final Contacts contacts;
  private final FlagWords words;
  private final Customers customers;
  private final Tickets tickets;
  private final TicketMoves moves;

  UnblockHandler(
      Contacts contacts, FlagWords words, Customers customers, Tickets tickets, TicketMoves moves) {
    this.contacts = contacts;
    this.words = words;
    this.customers = customers;
    this.tickets = tickets;
    this.moves = moves;
  }

  @Override
  public String kind() {
    return "unblock";
  }

  @Override
  public Topic topic() {
    return Topic.COMMANDS_UNBLOCK;
  }

  @Override
  public Verdict handle(Command command, Instant now, RoundTrip writes) {
    Contacts.Contact contact = contacts.read(command.key());
    return command
        .text("ticketId")
        .map(ticketId -> ticket(ticketId, contact, command, now, writes))
        .orElseGet(() -> contact(contact, command, now, writes));
  }

  private Verdict contact(
      Contacts.Contact contact, Command command, Instant now, RoundTrip writes) {
    var word = new FlagWords.Word(false, command.appendedAt());
    if (contact.word().supersedes(word)) {
      return Verdict.rejected(Rejection.SUPERSEDED);
    }
    Optional<Customer> found = contact.customer();
    if (found.isPresent() && endsAnotherBlock(command, found.get())) {
      return Verdict.rejected(Rejection.SUPERSEDED);
    }
    if (command.text("endsBlock").isEmpty()) {
      // The end of one block is no word on another, which may be waiting on its own topic.
      words.say(command.key(), FlagWords.Flag.BLOCKED, word, writes);
    }
    if (found.isEmpty()) {
      return Verdict.rejected(Rejection.UNKNOWN_CUSTOMER);
    }
    Customer customer = found.get();
    List<Ticket> leaving = TicketMoves.inBlocked(contact.open());
    TicketMoves.Moved moved =
        moves.outOfBlocked(
            customer.no(), leaving, contact.open(), contact.settings(), command, now, writes);
    if (customer.blocked() == null && moved.none()) {
      return new Verdict.Unchanged();
    }
    List<Effect> effects = new ArrayList<>();
    if (customer.blocked() != null) {
      effects.add(
          new Effect.CustomerChanged(CustomerState.of(customers.block(customer, null, writes))));
    }
    effects.addAll(moved.effects);
    return new Verdict.Done(moved.detail(), effects);
  }

  /**
   * The end of a block that has run out names that block; the contact may have been blocked anew.
   */
  private static boolean endsAnotherBlock(Command command, Customer customer) {
    Customer.Block block = customer.blocked();
    return block != null
        && command.text("endsBlock").filter(ended -> !ended.equals(block.commandId())).isPresent();
  }

  private Verdict ticket(
      String ticketId, Contacts.Contact contact, Command command, Instant now, RoundTrip writes) {
    Optional<Customer> customer = contact.customer();
    if (customer.isEmpty()) {
      return Verdict.rejected(Rejection.UNKNOWN_CUSTOMER);
    }
    OptionalLong number = TicketId.number(ticketId);
    Optional<Ticket> found =
        number.isPresent()
            ? tickets.find(customer.get().no(), number.getAsLong())
            : Optional.empty();
    if (found.isEmpty() || found.get().mergedInto() != null) {
      return Verdict.rejected(Rejection.UNKNOWN_TICKET);
    }
    Ticket ticket = found.get();
    if (!ticket.open()) {
      return Verdict.rejected(Rejection.WRONG_STATE);
    }
    if (ticket.queue() != Queue.BLOCKED) {
      return new Verdict.Unchanged();
    }
    TicketMoves.Moved moved =
        moves.outOfBlocked(
            customer.get().no(),
            List.of(ticket),
            contact.open(),
            contact.settings(),
            command,
            now,
            writes);
    return new Verdict.Done(moved.detail().put("ticketId", ticketId), moved.effects);
  }
}
