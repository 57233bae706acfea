package io.gatehouse.commands;

import io.gatehouse.audit.AuditEntry;
import io.gatehouse.audit.AuditTrail;
import io.gatehouse.customers.CustomerLocks;
import io.gatehouse.sql.RoundTrip;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Decides commands, each once: lock, look whether it was decided before, do it, store what is to be
 * published. A few are decided in one database transaction, because a transaction costs more than a
 * command. The effects hold from its commit on.
 */
@Component
class CommandDesk {

  /** A command and the record it came in. */
  record Received(Command command, ConsumerRecord<byte[], byte[]> input) {
    CommandStore.Position position() {
      return new CommandStore.Position(command.source().id(), command.offset(), command.kind());
    }
  }

  /**
   * What came of some commands.
   *
   * @param decided the first of them, in order
   * @param after why not all: this earlier command has to be published first, or it would be
   *     announced after the next one
   */
  record Decision(List<Decided> decided, CommandStore.@Nullable Position after) {}

  private final TransactionTemplate transaction;
  private final JdbcTemplate jdbc;
  private final CustomerLocks locks;
  private final CommandStore store;
  private final AuditTrail audit;
  private final Clock clock;

  CommandDesk(
      TransactionTemplate transaction,
      JdbcTemplate jdbc,
      CustomerLocks locks,
      CommandStore store,
      AuditTrail audit,
      Clock clock) {
    this.transaction = transaction;
    this.jdbc = jdbc;
    this.locks = locks;
    this.store = store;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * Decides.
   *
   * @param inOrder commands that are published before these whatever happens: those decided before
   *     in the same batch, and those seen to be published
   */
  Decision decide(
      CommandHandler handler, List<Received> commands, Set<CommandStore.Position> inOrder) {
    Decision decision = transaction.execute(status -> decideAll(handler, commands, inOrder));
    if (decision == null) {
      throw new IllegalStateException("commands were not decided");
    }
    return decision;
  }

  private Decision decideAll(
      CommandHandler handler, List<Received> commands, Set<CommandStore.Position> inOrder) {
    handler.lock(locks, commands.stream().map(each -> each.command().key()).toList());
    Set<CommandStore.Position> before = new HashSet<>(inOrder);
    List<Decided> decided = new ArrayList<>();
    for (Received received : commands) {
      var reads = new RoundTrip();
      List<StoredCommand> known = store.find(received.command(), reads);
      List<CommandStore.Position> unpublished = store.latestUnpublished(received.command(), reads);
      reads.run(jdbc);
      if (!known.isEmpty()) {
        decided.add(knownBefore(handler, received, known.getFirst()));
      } else {
        Optional<CommandStore.Position> earlier =
            unpublished.stream().filter(position -> !before.contains(position)).findFirst();
        if (earlier.isPresent()) {
          return new Decision(decided, earlier.get());
        }
        decided.add(
            new Decided.Announced(received.input(), decideNow(handler, received.command()), false));
      }
      before.add(received.position());
    }
    return new Decision(decided, null);
  }

  private Decided knownBefore(CommandHandler handler, Received received, StoredCommand known) {
    Command command = received.command();
    if (known.source().equals(command.source()) && known.offset() == command.offset()) {
      return new Decided.Announced(received.input(), known, true);
    }
    if (Arrays.equals(known.contentHash(), command.contentHash())) {
      return new Decided.SentAgain(received.input(), known);
    }
    // Not stored: its id belongs to the other one. A replay comes to the same.
    var rejected = Verdict.rejected(Rejection.ID_REUSED);
    return new Decided.Announced(received.input(), command(handler, command, rejected), false);
  }

  private StoredCommand decideNow(CommandHandler handler, Command command) {
    var writes = new RoundTrip();
    Verdict verdict = handler.handle(command, now(), writes);
    StoredCommand decided = command(handler, command, verdict);
    store.store(decided, command.commandId(), writes);
    if (verdict instanceof Verdict.Done done) {
      audit.add(entry(handler, command, done, decided.decidedAt()), writes);
    }
    writes.run(jdbc);
    return decided;
  }

  private static AuditEntry entry(
      CommandHandler handler, Command command, Verdict.Done done, Instant at) {
    boolean aboutCustomer = handler.keyField().equals("customerId");
    return new AuditEntry(
        at,
        command.actorId(),
        command.kind(),
        command.text("action").orElse(null),
        command.commandId(),
        aboutCustomer ? command.key() : null,
        aboutCustomer ? null : command.key(),
        command.text("reason").orElse(null),
        done.detail() == null ? null : done.detail().toString());
  }

  private StoredCommand command(CommandHandler handler, Command command, Verdict verdict) {
    Instant at = now();
    return new StoredCommand(
        command.kind(),
        command.key(),
        command.source(),
        command.offset(),
        command.contentHash(),
        at,
        command.eventId(),
        Outcome.of(command, handler.keyField(), verdict, at),
        verdict instanceof Verdict.Done done ? done.effects() : List.of());
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
