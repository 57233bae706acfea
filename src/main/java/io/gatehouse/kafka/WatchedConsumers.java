package io.gatehouse.kafka;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
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
 * Makes consumers that say how they fare, and can read ahead. When the broker refuses one, Spring's
 * container retries, with a stack trace each time, and an event that does not say what was refused.
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

  private final class Watched extends ExtendedKafkaConsumer implements ReadingAhead {

    /** What the present poll has so far. */
    private final Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> gathered =
        new HashMap<>();

    private final Map<TopicPartition, OffsetAndMetadata> next = new HashMap<>();

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
      keep(first);
      keep(readOn(gathering));
      var all = new ConsumerRecords<>(new HashMap<>(gathered), new HashMap<>(next));
      gathered.clear();
      next.clear();
      return all;
    }

    @Override
    public ConsumerRecords<byte[], byte[]> readAhead() {
      return readOn(Duration.ZERO);
    }

    private ConsumerRecords<byte[], byte[]> readOn(Duration timeout) {
      try {
        return super.poll(timeout);
      } catch (RuntimeException e) {
        return ConsumerRecords.empty(); // the next poll will say it again
      }
    }

    private void keep(ConsumerRecords<byte[], byte[]> records) {
      for (TopicPartition partition : records.partitions()) {
        gathered
            .computeIfAbsent(partition, p -> new ArrayList<>())
            .addAll(records.records(partition));
      }
      next.putAll(records.nextOffsets());
    }

    @Override
    public void drop(Collection<TopicPartition> partitions) {
      gathered.keySet().removeAll(partitions);
      next.keySet().removeAll(partitions);
    }
  }
}
