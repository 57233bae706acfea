package io.gatehouse.progress;

import io.gatehouse.kafka.BrokerFacts;
import io.gatehouse.kafka.NotYetPublishedException;
import io.gatehouse.topics.Topic;
import io.gatehouse.topics.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.kafka.common.TopicPartition;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Waits, holding no lock and no connection, until what was decided is out. "Out" means that the
 * group's committed offsets passed it: output and offset are one Kafka transaction, so the output
 * is then in the log before anything that is sent later, which is what guarantee G5 speaks of.
 */
@Component
public class Publications {

  private static final Duration PATIENCE = Duration.ofSeconds(15);
  private static final Duration ASKING = Duration.ofSeconds(10);

  /**
   * Another worker's progress is only seen by asking, and the end of a transaction takes a while.
   */
  private static final long LOOK_AGAIN_MS = 5;

  private static final String DECIDED_MESSAGES =
      """
      select partition_no, decided_offset from source_partition
      where topic_id = ? and decided_offset > published_offset
      """;

  private final BrokerFacts broker;
  private final Topics topics;
  private final JdbcTemplate jdbc;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition published = lock.newCondition();

  Publications(BrokerFacts broker, Topics topics, JdbcTemplate jdbc) {
    this.broker = broker;
    this.topics = topics;
    this.jdbc = jdbc;
  }

  /** A consumer of this worker has committed: whoever waits looks again at once. */
  public void signal() {
    lock.lock();
    try {
      published.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Waits until every message whose routing is decided by now has been routed. */
  public void awaitDecidedMessages() {
    String topic = topics.name(Topic.MESSAGES_INBOUND);
    Map<TopicPartition, Long> decided = new HashMap<>();
    // The id is asked for each time: what was decided for a topic that has been recreated will
    // never be published.
    jdbc.query(
        DECIDED_MESSAGES,
        row -> {
          decided.put(new TopicPartition(topic, row.getInt(1)), row.getLong(2));
        },
        broker.topicId(topic));
    await("gatehouse.inbound", decided);
  }

  /** Whether the record of a command topic has been answered. */
  public boolean isPublished(String group, SourcePartition source, long offset) {
    return isPublished(group, new TopicPartition(source.topic(), source.partition()), offset);
  }

  /** The same, by its partition on the broker. */
  public boolean isPublished(String group, TopicPartition partition, long offset) {
    return passed(group, Map.of(partition, offset));
  }

  private void await(String group, Map<TopicPartition, Long> offsets) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!passed(group, offsets)) {
      if (System.nanoTime() > deadline) {
        throw new NotYetPublishedException(
            "group %s has not published all that is decided within %d s"
                .formatted(group, PATIENCE.toSeconds()));
      }
      awaitSignal();
    }
  }

  private boolean passed(String group, Map<TopicPartition, Long> offsets) {
    if (offsets.isEmpty()) {
      return true;
    }
    Map<TopicPartition, Long> committed = broker.committed(group, ASKING);
    return offsets.entrySet().stream()
        .allMatch(wanted -> committed.getOrDefault(wanted.getKey(), 0L) > wanted.getValue());
  }

  /**
   * Waits until this worker has published something, or a moment, since another worker may have.
   */
  @SuppressWarnings(
      "WaitNotInLoop") // the condition is what the broker says; callers ask it in a loop
  public void awaitSignal() {
    lock.lock();
    try {
      published.await(LOOK_AGAIN_MS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new NotYetPublishedException("interrupted");
    } finally {
      lock.unlock();
    }
  }
}
