package io.gatehouse.routing;

import io.gatehouse.deadletters.DeadLetters;
import io.gatehouse.kafka.CloudEvent;
import io.gatehouse.kafka.Transaction;
import io.gatehouse.tickets.Queue;
import io.gatehouse.tickets.QueueRecords;
import io.gatehouse.tickets.TicketEvent;
import io.gatehouse.tickets.TicketId;
import io.gatehouse.topics.Topic;
import io.gatehouse.topics.Topics;
import java.time.Instant;
import java.util.List;
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

  private final Topics topics;
  private final QueueRecords queues;
  private final DeadLetters deadLetters;

  RoutedRecords(Topics topics, QueueRecords queues, DeadLetters deadLetters) {
    this.topics = topics;
    this.queues = queues;
    this.deadLetters = deadLetters;
  }

  void publish(Inbound inbound, Decision decision, Transaction transaction) {
    switch (decision) {
      case Decision.ToQueue routed -> {
        for (TicketEvent event : routed.events()) {
          String id = inbound.source().eventId(inbound.offset()) + ":" + event.queue().label();
          transaction.send(queues.event(event, id));
        }
        transaction.send(routed(inbound, routed));
      }
      case Decision.Suppressed suppressed -> transaction.send(suppressed(inbound, suppressed));
      case Decision.DeadLetter dead ->
          transaction.send(
              deadLetters.of(Topic.MESSAGES_INBOUND, inbound.received(), dead.defect()));
      case Decision.AlreadyPublished published -> {
        // nothing is sent twice
      }
    }
  }

  private ProducerRecord<byte[], byte[]> routed(Inbound inbound, Decision.ToQueue routed) {
    String id = inbound.source().eventId(inbound.offset());
    Queue queue = routed.queue();
    Headers headers =
        event(inbound, id, "gatehouse.message.routed", routed.at(), inbound.passedOn())
            .with("queue", queue.label())
            .with("reason", routed.reason().label())
            .with("ticketid", TicketId.of(routed.ticketNo()))
            .with("agent", routed.agent())
            .with("newticket", routed.newTicket() ? "true" : null)
            .headers();
    return queues.message(queue, inbound.received().key(), id, inbound.received().value(), headers);
  }

  private ProducerRecord<byte[], byte[]> suppressed(
      Inbound inbound, Decision.Suppressed suppressed) {
    boolean erased =
        suppressed.reason() == Reason.ERASED; // then nothing of its content goes out any more
    String id = inbound.source().eventId(inbound.offset());
    Headers headers =
        event(
                inbound,
                id,
                "gatehouse.message.suppressed",
                suppressed.at(),
                erased ? List.of() : inbound.passedOn())
            .with("reason", suppressed.reason().label())
            .headers();
    return new ProducerRecord<>(
        topics.name(Topic.MESSAGES_SUPPRESSED),
        null,
        inbound.received().key(),
        erased ? null : inbound.received().value(),
        headers);
  }

  private static CloudEvent event(
      Inbound inbound, String id, String type, Instant at, List<Header> passedOn) {
    return new CloudEvent(passedOn, id, type, at, inbound.received().key())
        .with("origin", inbound.source().origin(inbound.offset()));
  }
}
