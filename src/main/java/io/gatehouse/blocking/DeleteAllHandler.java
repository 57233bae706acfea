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
import io.gatehouse.history.MessageHistory;
import io.gatehouse.history.ReplyHistory;
import io.gatehouse.sql.RoundTrip;
import io.gatehouse.tickets.Ticket;
import io.gatehouse.tickets.Tickets;
import io.gatehouse.topics.Topic;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Ends the block and deletes the contact's blocked tickets with their messages and replies, from
 * the database at once and from the log by tombstones. Nothing else of the contact is touched.
 */
@Component
class DeleteAllHandler implements CommandHandler {

  private final FlagWords words;
  private final Customers customers;
  private final Tickets tickets;
  private final MessageHistory history;
  private final ReplyHistory replies;
  private final ErasureDeadline deadline;
  private final JdbcTemplate jdbc;

  DeleteAllHandler(
      FlagWords words,
      Customers customers,
      Tickets tickets,
      MessageHistory history,
      ReplyHistory replies,
      ErasureDeadline deadline,
      JdbcTemplate jdbc) {
    this.words = words;
    this.customers = customers;
    this.tickets = tickets;
    this.history = history;
    this.replies = replies;
    this.deadline = deadline;
    this.jdbc = jdbc;
  }

  @Override
  public String kind() {
    return "delete-all";
  }

  @Override
  public Topic topic() {
    return Topic.COMMANDS_DELETE_ALL;
  }

  @Override
  public Verdict handle(Command command, Instant now, RoundTrip writes) {
    var reads = new RoundTrip();
    FlagWords.Last last = words.last(command.key(), FlagWords.Flag.BLOCKED, reads);
    List<Customer> found = customers.find(command.key(), reads);
    reads.run(jdbc);

    var word = new FlagWords.Word(false, command.appendedAt());
    if (last.supersedes(word)) {
      return Verdict.rejected(Rejection.SUPERSEDED); // never delete on an old word
    }
    words.say(command.key(), FlagWords.Flag.BLOCKED, word, writes);
    if (found.isEmpty()) {
      return Verdict.rejected(Rejection.UNKNOWN_CUSTOMER);
    }
    Customer customer = found.getFirst();
    List<Ticket> doomed = tickets.blockedOrClosedThere(customer.no());
    if (customer.blocked() == null && doomed.isEmpty()) {
      return new Verdict.Unchanged();
    }
    List<Effect> effects = new ArrayList<>();
    if (customer.blocked() != null) {
      effects.add(
          new Effect.CustomerChanged(CustomerState.of(customers.block(customer, null, writes))));
    }
    ObjectNode detail = JsonMapper.shared().createObjectNode();
    detail.put("ticketsDeleted", doomed.size());
    delete(customer, doomed, command, detail);
    if (!doomed.isEmpty()) {
      effects.add(new Effect.MessagesErased());
      doomed.forEach(
          ticket ->
              effects.add(
                  new Effect.TicketChanged(TicketMoves.change(ticket, command, now).deleted())));
      detail.put("erasedFromLogBy", deadline.after(now).toString());
    }
    return new Verdict.Done(detail, effects);
  }

  private void delete(Customer customer, List<Ticket> doomed, Command command, ObjectNode detail) {
    List<Long> all =
        doomed.stream().flatMap(ticket -> tickets.family(ticket.no()).stream()).toList();
    detail.put(
        "messagesErased",
        history.delete(customer.no(), all, command.source().id(), command.offset()));
    detail.put("repliesErased", replies.delete(all));
    tickets.delete(all);
  }
}
