package io.gatehouse.outbound;

import io.gatehouse.deadletters.DeadLetters;
import io.gatehouse.kafka.CloudEvent;
import io.gatehouse.kafka.CloudEvent.Attribute;
import io.gatehouse.kafka.Transaction;
import io.gatehouse.message.Reply;
import io.gatehouse.tickets.TicketId;
import io.gatehouse.topics.Topic;
import io.gatehouse.topics.Topics;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Publishes a decision: from the outbound record and the decision only, so that a replay publishes
 * the same.
 */
@Component
class ReplyRecords {

  private static final Header DELIVERED = CloudEvent.type("gatehouse.message.delivered");
  private static final Header SUPPRESSED = CloudEvent.type("gatehouse.message.suppressed");

  private final Topics topics;
  private final DeadLetters deadLetters;

  ReplyRecords(Topics topics, DeadLetters deadLetters) {
    this.topics = topics;
    this.deadLetters = deadLetters;
  }

  void publish(List<Outbound> batch, List<Decision> decisions, Transaction transaction) {
    for (int i = 0; i < batch.size(); i++) {
      Outbound outbound = batch.get(i);
      switch (decisions.get(i)) {
        case Decision.Judged judged -> transaction.send(judged(outbound, judged));
        case Decision.DeadLetter dead ->
            transaction.send(
                deadLetters.of(Topic.MESSAGES_OUTBOUND, outbound.received(), dead.defect()));
        case Decision.AlreadyPublished published -> {
          // nothing is sent twice
        }
      }
    }
  }

  private ProducerRecord<byte[], byte[]> judged(Outbound outbound, Decision.Judged judged) {
    boolean delivered = judged.verdict() == Verdict.DELIVERED;
    boolean erased =
        judged.verdict() == Verdict.ERASED; // then nothing of its content goes out any more
    byte[] customerId = outbound.received().key();
    Reply reply = outbound.reply();
    var event =
        new CloudEvent(
                erased ? List.of() : outbound.passedOn(),
                outbound.source().eventId(outbound.offset()),
                delivered ? DELIVERED : SUPPRESSED,
                CloudEvent.time(judged.at()),
                customerId)
            .with(Attribute.ORIGIN, outbound.source().origin(outbound.offset()))
            .with(Attribute.REASON, reason(judged.verdict(), reply));
    Decision.Conversation in = judged.in();
    if (in != null) {
      event
          .with(Attribute.TICKETID, TicketId.of(in.ticketNo()))
          .with(Attribute.CHANNEL, in.channel())
          .with(Attribute.AGENT, agent(reply));
    }
    return new ProducerRecord<>(
        topics.name(delivered ? Topic.MESSAGES_DELIVER : Topic.MESSAGES_SUPPRESSED),
        null,
        customerId,
        erased ? null : outbound.received().value(),
        event.headers());
  }

  /** Of what is delivered: who says it. */
  static String reason(Verdict verdict, @Nullable Reply reply) {
    return verdict == Verdict.DELIVERED && reply != null ? reply.from().label() : verdict.label();
  }

  private static @Nullable String agent(@Nullable Reply reply) {
    return reply != null && reply.from() == Reply.From.AGENT ? reply.actorId() : null;
  }
}
