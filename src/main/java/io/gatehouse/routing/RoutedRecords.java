package io.gatehouse.routing;

import io.gatehouse.deadletters.DeadLetters;
import io.gatehouse.kafka.CloudEvent;
import io.gatehouse.kafka.CloudEvent.Attribute;
import io.gatehouse.kafka.Transaction;
import io.gatehouse.tickets.Queue;
import io.gatehouse.tickets.QueueRecords;
import io.gatehouse.tickets.TicketEvent;
import io.gatehouse.tickets.TicketId;
import io.gatehouse.topics.Topic;
import io.gatehouse.topics.Topics;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.springframework.stereotype.Component;

/**
 * Publishes a decision: from the input record and the decision only, so that a replay publishes the
 * same.
 */
@Component
class RoutedRecords {

  private static final Header ROUTED = CloudEvent.type("gatehouse.message.routed");
  private static final Header SUPPRESSED = CloudEvent.type("gatehouse.message.suppressed");
  private static final Header NEW_TICKET = Attribute.NEWTICKET.of("true");
  private static final Map<Queue, Header> QUEUES = new EnumMap<>(Queue.class);
  private static final Map<Reason, Header> REASONS = new EnumMap<>(Reason.class);

  static {
    for (Queue queue : Queue.values()) {
      QUEUES.put(queue, Attribute.QUEUE.of(queue.label()));
    }
    for (Reason reason : Reason.values()) {
      REASONS.put(reason, Attribute.REASON.of(reason.label()));
    }
  }

  private final Topics topics;
  private final QueueRecords queues;
  private final DeadLetters deadLetters;

  RoutedRecords(Topics topics, QueueRecords queues, DeadLetters deadLetters) {
    this.topics = topics;
    this.queues = queues;
    this.deadLetters = deadLetters;
  }

  void publish(List<Inbound> batch, List<Decision> decisions, Transaction transaction) {
    var times = new Times();
    for (int i = 0; i < batch.size(); i++) {
      publish(batch.get(i), decisions.get(i), times, transaction);
    }
  }

  private void publish(Inbound inbound, Decision decision, Times times, Transaction transaction) {
    switch (decision) {
      case Decision.ToQueue routed -> {
        for (TicketEvent event : routed.events()) {
          String id = inbound.source().eventId(inbound.offset()) + ":" + event.queue().label();
          transaction.send(queues.event(event, id));
        }
        transaction.send(routed(inbound, routed, times.of(routed.at())));
      }
      case Decision.Suppressed suppressed ->
          transaction.send(suppressed(inbound, suppressed, times.of(suppressed.at())));
      case Decision.DeadLetter dead ->
          transaction.send(
              deadLetters.of(Topic.MESSAGES_INBOUND, inbound.received(), dead.defect()));
      case Decision.AlreadyPublished published -> {
        // nothing is sent twice
      }
    }
  }

  private ProducerRecord<byte[], byte[]> routed(
      Inbound inbound, Decision.ToQueue routed, Header time) {
    String id = inbound.source().eventId(inbound.offset());
    Queue queue = routed.queue();
    Headers headers =
        event(inbound, id, ROUTED, time, inbound.passedOn())
            .with(QUEUES.get(queue))
            .with(REASONS.get(routed.reason()))
            .with(Attribute.TICKETID, TicketId.of(routed.ticketNo()))
            .with(Attribute.AGENT, routed.agent())
            .with(routed.newTicket() ? NEW_TICKET : null)
            .headers();
    return queues.message(queue, inbound.received().key(), id, inbound.received().value(), headers);
  }

  private ProducerRecord<byte[], byte[]> suppressed(
      Inbound inbound, Decision.Suppressed suppressed, Header time) {
    boolean erased =
        suppressed.reason() == Reason.ERASED; // then nothing of its content goes out any more
    String id = inbound.source().eventId(inbound.offset());
    Headers headers =
        event(inbound, id, SUPPRESSED, time, erased ? List.of() : inbound.passedOn())
            .with(REASONS.get(suppressed.reason()))
            .headers();
    return new ProducerRecord<>(
        topics.name(Topic.MESSAGES_SUPPRESSED),
        null,
        inbound.received().key(),
        erased ? null : inbound.received().value(),
        headers);
  }

  private static CloudEvent event(
      Inbound inbound, String id, Header type, Header time, List<Header> passedOn) {
    return new CloudEvent(passedOn, id, type, time, inbound.received().key())
        .with(Attribute.ORIGIN, inbound.source().origin(inbound.offset()));
  }

  /** A batch is decided at one time, so the header for it is made once. */
  private static final class Times {
    private Instant last = Instant.EPOCH;
    private Header header = CloudEvent.time(last);

    Header of(Instant at) {
      if (!at.equals(last)) {
        last = at;
        header = CloudEvent.time(at);
      }
      return header;
    }
  }
}
