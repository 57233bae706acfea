package io.gatehouse.commands;

import io.gatehouse.customers.CustomerLocks;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Decides one command, once, in one database transaction: lock, look whether it was decided before,
 * do it, store what is to be published. The effect holds from then on.
 */
@Component
class CommandDesk {

  /** What came of it. */
  sealed interface Result {
    record Ready(Decided decided) implements Result {}

    /**
     * An earlier command of this customer has to be published first, or it would be announced after
     * this one.
     */
    record After(CommandStore.Position earlier) implements Result {}
  }

  private final TransactionTemplate transaction;
  private final CustomerLocks locks;
  private final CommandStore store;
  private final Clock clock;

  CommandDesk(
      TransactionTemplate transaction, CustomerLocks locks, CommandStore store, Clock clock) {
    this.transaction = transaction;
    this.locks = locks;
    this.store = store;
    this.clock = clock;
  }

  /**
   * Decides.
   *
   * @param inOrder commands that are published before this one whatever happens: those of the same
   *     batch, and those seen to be published
   */
  Result decide(
      CommandHandler handler,
      Command command,
      ConsumerRecord<byte[], byte[]> received,
      Set<CommandStore.Position> inOrder) {
    Result result =
        transaction.execute(
            status -> {
              handler.lock(locks, command.key());
              Optional<StoredCommand> known = store.find(command);
              if (known.isPresent()) {
                return new Result.Ready(knownBefore(handler, command, received, known.get()));
              }
              Optional<CommandStore.Position> earlier =
                  store.latestUnpublished(command).filter(position -> !inOrder.contains(position));
              if (earlier.isPresent()) {
                return new Result.After(earlier.get());
              }
              return new Result.Ready(
                  new Decided.Announced(received, decideNow(handler, command), false));
            });
    if (result == null) {
      throw new IllegalStateException("a command was not decided");
    }
    return result;
  }

  private Decided knownBefore(
      CommandHandler handler,
      Command command,
      ConsumerRecord<byte[], byte[]> received,
      StoredCommand known) {
    if (known.source().equals(command.source()) && known.offset() == command.offset()) {
      return new Decided.Announced(received, known, true);
    }
    if (Arrays.equals(known.contentHash(), command.contentHash())) {
      return new Decided.SentAgain(received, known);
    }
    // Not stored: its id belongs to the other one. A replay comes to the same.
    return new Decided.Announced(
        received, command(handler, command, Verdict.rejected(Rejection.ID_REUSED)), false);
  }

  private StoredCommand decideNow(CommandHandler handler, Command command) {
    StoredCommand decided = command(handler, command, handler.handle(command, now()));
    store.store(decided, command.commandId());
    return decided;
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
