package io.gatehouse.kafka;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;

/**
 * Makes consumers that say how they fare. When the broker refuses one, Spring's container retries,
 * with a stack trace each time, and an event that does not say what was refused.
 */
final class WatchedConsumers extends DefaultKafkaConsumerFactory<byte[], byte[]> {

  /** More than these are worth a batch. */
  private static final int FEW = 500;

  private final PollWatch watch;
  private final Duration gathering;

  /**
   * Makes none yet.
   *
   * @param gathering how long a poll that brought few records waits for more
   */
  WatchedConsumers(Map<String, Object> properties, PollWatch watch, Duration gathering) {
    super(properties);
    this.watch = watch;
    this.gathering = gathering;
  }

  @Override
  protected Consumer<byte[], byte[]> createRawConsumer(Map<String, Object> properties) {
    return new Watched(properties);
  }

  private final class Watched extends ExtendedKafkaConsumer {

    Watched(Map<String, Object> properties) {
      super(properties);
    }

    @Override
    public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
      try {
        ConsumerRecords<byte[], byte[]> records = super.poll(timeout);
        if (gathering.isPositive() && !records.isEmpty() && records.count() < FEW) {
          records = gather(records);
        }
        watch.polled(this, records.count());
        return records;
      } catch (WakeupException | InterruptException e) {
        throw e; // somebody stops it
      } catch (RuntimeException e) {
        watch.pollFailed(e);
        throw e;
      }
    }

    /**
     * What a poll brings was fetched while the last batch was answered: what came in its first
     * moment. A second look brings the rest.
     */
    private ConsumerRecords<byte[], byte[]> gather(ConsumerRecords<byte[], byte[]> first) {
      int generation = groupMetadata().generationId();
      ConsumerRecords<byte[], byte[]> more;
      try {
        more = super.poll(gathering);
      } catch (RuntimeException e) {
        more = ConsumerRecords.empty(); // the next poll will say it again; the first ones are here
      }
      boolean stillOurs =
          groupMetadata().generationId() == generation
              && assignment().containsAll(first.partitions());
      return stillOurs
          ? both(first, more)
          : more; // else they are read again, by whom they belong to
    }
  }

  private static ConsumerRecords<byte[], byte[]> both(
      ConsumerRecords<byte[], byte[]> first, ConsumerRecords<byte[], byte[]> more) {
    if (more.isEmpty()) {
      return first;
    }
    Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> records = new HashMap<>();
    for (var some : List.of(first, more)) {
      for (TopicPartition partition : some.partitions()) {
        records.computeIfAbsent(partition, p -> new ArrayList<>()).addAll(some.records(partition));
      }
    }
    Map<TopicPartition, OffsetAndMetadata> next = new HashMap<>(first.nextOffsets());
    next.putAll(more.nextOffsets());
    return new ConsumerRecords<>(records, next);
  }
}
