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
import io.gatehouse.deadletters.Defect;
import io.gatehouse.settings.Settings;
import io.gatehouse.sql.RoundTrip;
import io.gatehouse.topics.Topic;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Marks a contact as spam; its open tickets move to {@code blocked}. */
@Component
class BlockHandler implements CommandHandler {

  private static final Instant LATEST = Instant.parse("9999-01-01T00:00:00Z");

  private final Contacts contacts;
  private final FlagWords words;
  private final Customers customers;
  private final TicketMoves moves;

  BlockHandler(Contacts contacts, FlagWords words, Customers customers, TicketMoves moves) {
    this.contacts = contacts;
    this.words = words;
    this.customers = customers;
    this.moves = moves;
  }

  @Override
  public String kind() {
    return "block";
  }

  @Override
  public Topic topic() {
    return Topic.COMMANDS_BLOCK;
  }

  /** The schema takes leap seconds, offsets and years that no calendar here has. */
  @Override
  public @Nullable Defect check(JsonNode body) {
    return checkUntil(body);
  }

  static @Nullable Defect checkUntil(JsonNode body) {
    JsonNode until = body.get("until");
    try {
      boolean fits = until == null || time(until.stringValue()).isBefore(LATEST);
      return fits ? null : Defect.invalid("until", "must be before the year 9999");
    } catch (DateTimeParseException e) {
      return Defect.invalid("until", "must be an RFC 3339 time with offset");
    }
  }

  @Override
  public Verdict handle(Command command, Instant now, RoundTrip writes) {
    Contacts.Contact contact = contacts.read(command.key());
    var word = new FlagWords.Word(true, command.appendedAt());
    if (contact.word().supersedes(word)) {
      return Verdict.rejected(Rejection.SUPERSEDED);
    }
    if (!contact.settings().isOn(Settings.BLOCK_CONTACT)) {
      return Verdict.rejected(
          Rejection.FEATURE_DISABLED); // it asks for nothing: its word does not count
    }
    words.say(command.key(), FlagWords.Flag.BLOCKED, word, writes);

    Customer customer = contact.customer().orElseGet(() -> customers.create(command.key(), now));
    TicketMoves.Moved moved = moves.toBlocked(contact.open(), command, now, writes);
    var block =
        new Customer.Block(
            command.actorId(),
            command.appendedAt(),
            command.text("reason").orElse(null),
            command.text("until").map(BlockHandler::time).orElse(null),
            command.commandId());
    Customer.Block before = customer.blocked();
    // Another end is a new block: the old one's end must not end it.
    boolean flagChanges = before == null || !Objects.equals(before.until(), block.until());
    if (!flagChanges && moved.none()) {
      return new Verdict.Unchanged();
    }
    List<Effect> effects = new ArrayList<>();
    if (flagChanges) {
      effects.add(
          new Effect.CustomerChanged(CustomerState.of(customers.block(customer, block, writes))));
    }
    effects.addAll(moved.effects);
    return new Verdict.Done(moved.detail(), effects);
  }

  private static Instant time(String until) {
    return OffsetDateTime.parse(until).toInstant().truncatedTo(ChronoUnit.MICROS);
  }
}
