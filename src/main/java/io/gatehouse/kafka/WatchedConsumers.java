package io.gatehouse.kafka;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
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

    private final int most;
    private final Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> ahead = new HashMap<>();
    private final Map<TopicPartition, OffsetAndMetadata> next = new HashMap<>();
    private int count;

    Watched(Map<String, Object> properties) {
      super(properties);
      most = new ConsumerConfig(properties).getInt(ConsumerConfig.MAX_POLL_RECORDS_CONFIG);
    }

    @Override
    public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
      try {
        ConsumerRecords<byte[], byte[]> records = count > 0 ? takeAhead() : super.poll(timeout);
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
      readAhead(gathering);
      return takeAhead();
    }

    @Override
    public void readAhead() {
      if (count < most) {
        readAhead(Duration.ZERO);
      }
    }

    private void readAhead(Duration timeout) {
      try {
        keep(super.poll(timeout));
      } catch (RuntimeException e) {
        return; // the next poll will say it again
      }
    }

    private void keep(ConsumerRecords<byte[], byte[]> records) {
      for (TopicPartition partition : records.partitions()) {
        ahead.computeIfAbsent(partition, p -> new ArrayList<>()).addAll(records.records(partition));
      }
      next.putAll(records.nextOffsets());
      count += records.count();
    }

    private ConsumerRecords<byte[], byte[]> takeAhead() {
      var records = new ConsumerRecords<>(new HashMap<>(ahead), new HashMap<>(next));
      ahead.clear();
      next.clear();
      count = 0;
      return records;
    }

    @Override
    public void drop(Collection<TopicPartition> partitions) {
      for (TopicPartition partition : partitions) {
        List<ConsumerRecord<byte[], byte[]>> dropped = ahead.remove(partition);
        count -= dropped == null ? 0 : dropped.size();
        next.remove(partition);
      }
    }
  }
}
