package io.gatehouse.commands;

import io.gatehouse.history.MessageHistory;
import io.gatehouse.history.PassedOnHeaders;
import io.gatehouse.history.StoredMessage;
import io.gatehouse.kafka.CloudEvent;
import io.gatehouse.progress.SourcePartition;
import io.gatehouse.progress.SourcePartitions;
import io.gatehouse.tickets.Queue;
import io.gatehouse.tickets.QueueRecords;
import io.gatehouse.tickets.TicketId;
import io.gatehouse.topics.Topic;
import io.gatehouse.topics.Topics;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.springframework.stereotype.Component;

/**
 * The records that a command publishes, in order, built while they are taken: a ticket with 100,000
 * messages is never in memory as a whole. The same each time, so that a position in them is a
 * number.
 */
@Component
class CommandRecords {

  private static final int PAGE = 500;

  private final Topics topics;
  private final QueueRecords queues;
  private final MessageHistory history;
  private final CommandStore store;
  private final SourcePartitions partitions;

  CommandRecords(
      Topics topics,
      QueueRecords queues,
      MessageHistory history,
      CommandStore store,
      SourcePartitions partitions) {
    this.topics = topics;
    this.queues = queues;
    this.history = history;
    this.store = store;
    this.partitions = partitions;
  }

  /** Makes a record, given its {@code ce_id}. */
  interface Blueprint {
    ProducerRecord<byte[], byte[]> build(String id);
  }

  /**
   * The effects, each record with an id made of the outcome's and its position, and last the
   * outcome.
   */
  Iterator<ProducerRecord<byte[], byte[]>> all(StoredCommand command) {
    Iterator<Effect> effects = command.effects().iterator();
    return new Iterator<>() {
      private Iterator<Blueprint> current = Collections.emptyIterator();
      private long position;
      private boolean ended;

      @Override
      public boolean hasNext() {
        while (!current.hasNext() && !ended) {
          ended = !effects.hasNext();
          current = ended ? one(id -> outcome(command)) : blueprints(command, effects.next());
        }
        return current.hasNext();
      }

      @Override
      public ProducerRecord<byte[], byte[]> next() {
        if (!hasNext()) {
          throw new NoSuchElementException();
        }
        return current.next().build(command.eventId() + ":" + position++);
      }
    };
  }

  ProducerRecord<byte[], byte[]> outcome(StoredCommand command) {
    byte[] key = utf8(command.key());
    var headers =
        new CloudEvent(
                List.<Header>of(),
                command.eventId(),
                "gatehouse.command.outcome",
                command.decidedAt(),
                key)
            .headers();
    return new ProducerRecord<>(
        topics.name(Topic.COMMANDS_OUTCOME), null, key, utf8(command.outcome()), headers);
  }

  private Iterator<Blueprint> blueprints(StoredCommand command, Effect effect) {
    return switch (effect) {
      case Effect.CustomerChanged changed -> one(id -> state(command, changed, id));
      case Effect.TicketChanged changed -> one(id -> queues.event(changed.event(), id));
      case Effect.MessagesRestored restored ->
          new Pages<StoredMessage>(
              after -> history.page(restored.tickets(), after, PAGE),
              message ->
                  message.offset() <= restored.through().getOrDefault(message.sourceId(), -1L),
              message -> id -> restored(command, restored, message, id));
      case Effect.MessagesErased erased ->
          new Pages<CommandStore.Erasure>(
              after ->
                  store.erasures(
                      command, after == null ? new CommandStore.Erasure(-1, -1, -1) : after, PAGE),
              erasure -> true,
              erasure -> id -> tombstone(command, erasure, id));
    };
  }

  private static Iterator<Blueprint> one(Blueprint blueprint) {
    return List.of(blueprint).iterator();
  }

  private ProducerRecord<byte[], byte[]> state(
      StoredCommand command, Effect.CustomerChanged changed, String id) {
    byte[] key = utf8(command.key());
    var headers =
        new CloudEvent(List.<Header>of(), id, "gatehouse.customer.state", command.decidedAt(), key)
            .headers();
    return new ProducerRecord<>(
        topics.name(Topic.CUSTOMERS_STATE), null, key, utf8(changed.value()), headers);
  }

  private ProducerRecord<byte[], byte[]> restored(
      StoredCommand command, Effect.MessagesRestored restored, StoredMessage message, String id) {
    byte[] customerId = utf8(command.key());
    SourcePartition source = partitions.byId(message.sourceId());
    Queue queue = restored.queue();
    var headers =
        new CloudEvent(
                PassedOnHeaders.decode(message.headers()),
                id,
                "gatehouse.message.routed",
                command.decidedAt(),
                customerId)
            .with("origin", source.origin(message.offset()))
            .with("queue", queue.label())
            .with("reason", "unblocked")
            .with("ticketid", restored.ticketId())
            .with("agent", queue == Queue.INBOX ? restored.agent() : null)
            .with("restored", "true")
            .headers();
    return queues.message(queue, customerId, id, message.value(), headers);
  }

  private ProducerRecord<byte[], byte[]> tombstone(
      StoredCommand command, CommandStore.Erasure erasure, String id) {
    byte[] customerId = utf8(command.key());
    var headers =
        new CloudEvent(
                List.<Header>of(), id, "gatehouse.message.erased", command.decidedAt(), customerId)
            .with("ticketid", TicketId.of(erasure.ticketNo()))
            .headers();
    String erasedKey = partitions.byId(erasure.sourceId()).eventId(erasure.offset());
    return queues.message(Queue.BLOCKED, customerId, erasedKey, null, headers);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
