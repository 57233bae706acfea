package io.gatehouse.commands;

import io.gatehouse.history.MessageHistory;
import io.gatehouse.history.PassedOnHeaders;
import io.gatehouse.history.StoredMessage;
import io.gatehouse.kafka.CloudEvent;
import io.gatehouse.kafka.CloudEvent.Attribute;
import io.gatehouse.progress.SourcePartition;
import io.gatehouse.progress.SourcePartitions;
import io.gatehouse.tickets.Queue;
import io.gatehouse.tickets.QueueRecords;
import io.gatehouse.tickets.TicketId;
import io.gatehouse.topics.Topic;
import io.gatehouse.topics.Topics;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
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

  private static final Header OUTCOME = CloudEvent.type("gatehouse.command.outcome");
  private static final Header STATE = CloudEvent.type("gatehouse.customer.state");
  private static final Header ROUTED = CloudEvent.type("gatehouse.message.routed");
  private static final Header ERASED = CloudEvent.type("gatehouse.message.erased");

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
      private final Deque<Iterator<Blueprint>> open = new ArrayDeque<>();
      private long position;
      private boolean ended;

      @Override
      public boolean hasNext() {
        while (!ended && (open.isEmpty() || !open.getFirst().hasNext())) {
          open.poll();
          if (open.isEmpty()) {
            ended = !effects.hasNext();
            open.addAll(
                ended ? List.of(one(id -> outcome(command))) : blueprints(command, effects.next()));
          }
        }
        return open.getFirst().hasNext();
      }

      @Override
      public ProducerRecord<byte[], byte[]> next() {
        if (!hasNext()) {
          throw new NoSuchElementException();
        }
        return open.getFirst().next().build(command.eventId() + ":" + position++);
      }
    };
  }

  ProducerRecord<byte[], byte[]> outcome(StoredCommand command) {
    byte[] key = utf8(command.key());
    var headers =
        new CloudEvent(List.<Header>of(), command.eventId(), OUTCOME, time(command), key).headers();
    return new ProducerRecord<>(
        topics.name(Topic.COMMANDS_OUTCOME), null, key, utf8(command.outcome()), headers);
  }

  private List<Iterator<Blueprint>> blueprints(StoredCommand command, Effect effect) {
    return switch (effect) {
      case Effect.CustomerChanged changed -> List.of(one(id -> state(command, changed, id)));
      case Effect.TicketChanged changed -> List.of(one(id -> queues.event(changed.event(), id)));
      case Effect.MessagesRestored restored ->
          // source by source: a topic that was made anew is a later source
          restored.through().entrySet().stream()
              .sorted(Map.Entry.comparingByKey())
              .map(source -> messages(command, restored, source.getKey(), source.getValue()))
              .toList();
      case Effect.MessagesErased erased ->
          List.of(
              new Pages<CommandStore.Erasure>(
                  last ->
                      store.erasures(
                          command, last == null ? CommandStore.Erasure.NONE : last, PAGE),
                  erasure -> id -> tombstone(command, erasure, id)));
    };
  }

  private Iterator<Blueprint> messages(
      StoredCommand command, Effect.MessagesRestored restored, int source, long through) {
    return new Pages<StoredMessage>(
        last ->
            history.page(
                restored.customerNo(),
                restored.tickets(),
                source,
                last == null ? -1 : last.offset(),
                through),
        message -> id -> restored(command, restored, message, id));
  }

  private static Iterator<Blueprint> one(Blueprint blueprint) {
    return List.of(blueprint).iterator();
  }

  private ProducerRecord<byte[], byte[]> state(
      StoredCommand command, Effect.CustomerChanged changed, String id) {
    byte[] key = utf8(command.key());
    var headers = new CloudEvent(List.<Header>of(), id, STATE, time(command), key).headers();
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
                PassedOnHeaders.decode(message.headers()), id, ROUTED, time(command), customerId)
            .with(Attribute.ORIGIN, source.origin(message.offset()))
            .with(Attribute.QUEUE, queue.label())
            .with(Attribute.REASON, "unblocked")
            .with(Attribute.TICKETID, restored.ticketId())
            .with(Attribute.AGENT, queue == Queue.INBOX ? restored.agent() : null)
            .with(Attribute.RESTORED, "true")
            .headers();
    return queues.message(queue, customerId, id, message.value(), headers);
  }

  private ProducerRecord<byte[], byte[]> tombstone(
      StoredCommand command, CommandStore.Erasure erasure, String id) {
    byte[] customerId = utf8(command.key());
    var headers =
        new CloudEvent(List.<Header>of(), id, ERASED, time(command), customerId)
            .with(Attribute.TICKETID, TicketId.of(erasure.ticketNo()))
            .headers();
    String erasedKey = partitions.byId(erasure.sourceId()).eventId(erasure.offset());
    return queues.message(Queue.BLOCKED, customerId, erasedKey, null, headers);
  }

  private static Header time(StoredCommand command) {
    return CloudEvent.time(command.decidedAt());
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
