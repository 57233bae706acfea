package io.gatehouse.tickets;

import io.gatehouse.kafka.BrokerFacts;
import io.gatehouse.kafka.CloudEvent;
import io.gatehouse.topics.Topics;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Builds the records of the queues. {@code tickets.blocked} is special: it is compacted, so that
 * delete-all can erase, and so its keys are those of single records; its partition is still chosen
 * by the customer.
 */
@Component
public class QueueRecords {

  private final Topics topics;
  private final BrokerFacts broker;

  QueueRecords(Topics topics, BrokerFacts broker) {
    this.topics = topics;
    this.broker = broker;
  }

  /** A message on its queue; {@code id} is its {@code ce_id}. */
  public ProducerRecord<byte[], byte[]> message(
      Queue queue, byte[] customerId, String id, byte @Nullable [] value, Headers headers) {
    return queueRecord(queue, customerId, id, value, headers);
  }

  /** An event of a ticket, with the {@code ce_id} given. */
  public ProducerRecord<byte[], byte[]> event(TicketEvent event, String id) {
    byte[] customerId = utf8(event.customerId());
    var headers =
        new CloudEvent(
                List.<Header>of(),
                id,
                CloudEvent.type(event.type().ceType()),
                CloudEvent.time(event.at()),
                customerId)
            .with(CloudEvent.Attribute.TICKETID, event.ticketId())
            .headers();
    return queueRecord(
        event.queue(), customerId, "ticket:" + event.ticketId(), utf8(event.value()), headers);
  }

  private ProducerRecord<byte[], byte[]> queueRecord(
      Queue queue, byte[] customerId, String blockedKey, byte @Nullable [] value, Headers headers) {
    String topic = topics.name(queue.topic());
    return queue == Queue.BLOCKED
        ? new ProducerRecord<>(
            topic, blockedPartition(topic, customerId), utf8(blockedKey), value, headers)
        : new ProducerRecord<>(topic, null, customerId, value, headers);
  }

  private int blockedPartition(String topic, byte[] customerId) {
    return BuiltInPartitioner.partitionForKey(customerId, broker.partitions(topic));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
