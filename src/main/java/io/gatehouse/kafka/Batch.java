package io.gatehouse.kafka;

import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Records polled together, each partition's in order and without a gap to what was committed
 * before.
 */
public final class Batch {

  private final List<ConsumerRecord<byte[], byte[]>> records;
  private final org.apache.kafka.clients.consumer.Consumer<?, ?> consumer;
  private final ConsumerGroupMetadata group;
  private final Transactions transactions;

  /**
   * Made on the consumer's thread.
   *
   * @param consumer to be used on its thread only
   */
  Batch(
      List<ConsumerRecord<byte[], byte[]>> records,
      org.apache.kafka.clients.consumer.Consumer<?, ?> consumer,
      Transactions transactions) {
    this.records = records;
    this.consumer = consumer;
    this.group = consumer.groupMetadata();
    this.transactions = transactions;
  }

  public List<ConsumerRecord<byte[], byte[]>> records() {
    return records;
  }

  /**
   * Runs {@code work} in one Kafka transaction of this consumer, fenced by its group generation.
   */
  public void publish(Consumer<Transaction> work) {
    transactions.inTransaction(group, work);
  }

  /**
   * Reads the partition from this offset on again, at the next poll: these records are not answered
   * in this batch. Not for a listener that works beside its consumer.
   */
  public void returnTo(TopicPartition partition, long offset) {
    consumer.seek(partition, offset);
  }

  /**
   * What this group committed last for the partition, null if nothing yet. Not for a listener that
   * works beside its consumer.
   */
  public @Nullable OffsetAndMetadata committed(TopicPartition partition) {
    return consumer.committed(Set.of(partition)).get(partition);
  }

  public static TopicPartition partition(ConsumerRecord<?, ?> inputRecord) {
    return new TopicPartition(inputRecord.topic(), inputRecord.partition());
  }
}
