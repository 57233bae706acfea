package io.gatehouse.kafka;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;

/**
 * Makes consumers that say how they fare, and can read ahead. When the broker refuses one, Spring's
 * container retries, with a stack trace each time, and an event that does not say what was refused.
 */
final class WatchedConsumers extends DefaultKafkaConsumerFactory<byte[], byte[]> {

  private final PollWatch watch;

  /** Makes none yet. */
  WatchedConsumers(Map<String, Object> properties, PollWatch watch) {
    super(properties);
    this.watch = watch;
  }

  @Override
  protected Consumer<byte[], byte[]> createRawConsumer(Map<String, Object> properties) {
    return new Watched(properties);
  }

  private final class Watched extends ExtendedKafkaConsumer implements ReadingAhead {

    Watched(Map<String, Object> properties) {
      super(properties);
    }

    @Override
    public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
      try {
        ConsumerRecords<byte[], byte[]> records = super.poll(timeout);
        watch.polled(this, records.count());
        return records;
      } catch (WakeupException | InterruptException e) {
        throw e; // somebody stops it
      } catch (RuntimeException e) {
        watch.pollFailed(e);
        throw e;
      }
    }

    @Override
    public ConsumerRecords<byte[], byte[]> readAhead() {
      try {
        return super.poll(Duration.ZERO);
      } catch (RuntimeException e) {
        return ConsumerRecords.empty(); // the next poll will say it again
      }
    }
  }
}
