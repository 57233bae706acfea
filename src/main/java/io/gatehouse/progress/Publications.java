package io.gatehouse.progress;

import io.gatehouse.kafka.BrokerFacts;
import io.gatehouse.kafka.NotYetPublishedException;
import io.gatehouse.topics.Topic;
import io.gatehouse.topics.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
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

  /** Topics whose records are decided in batches, and the groups that read them. */
  private static final Map<Topic, String> GROUPS =
      Map.of(
          Topic.MESSAGES_INBOUND, "gatehouse.inbound",
          Topic.MESSAGES_OUTBOUND, "gatehouse.outbound");

  private static final String DECIDED =
      """
      select topic_id, partition_no, decided_offset from source_partition
      where topic_id = any (?) and decided_offset > published_offset
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

  /** Waits until every message, and every reply, that is decided by now is out. */
  public void awaitDecidedMessages() {
    Map<String, String> groups = new HashMap<>();
    GROUPS.forEach((topic, group) -> groups.put(topics.name(topic), group));
    // The ids are asked for each time: what was decided for a topic that has been recreated will
    // never be published.
    Map<String, String> names = broker.namesById(groups.keySet());
    Map<String, Map<TopicPartition, Long>> decided = new HashMap<>();
    jdbc.query(
        DECIDED,
        row -> {
          String topic = Objects.requireNonNull(names.get(row.getString(1)));
          decided
              .computeIfAbsent(Objects.requireNonNull(groups.get(topic)), group -> new HashMap<>())
              .put(new TopicPartition(topic, row.getInt(2)), row.getLong(3));
        },
        (Object) names.keySet().toArray(String[]::new));
    await(decided);
  }

  /** Whether the record of a command topic has been answered. */
  public boolean isPublished(String group, SourcePartition source, long offset) {
    return isPublished(group, new TopicPartition(source.topic(), source.partition()), offset);
  }

  /** The same, by its partition on the broker. */
  public boolean isPublished(String group, TopicPartition partition, long offset) {
    return passed(Map.of(group, Map.of(partition, offset)));
  }

  private void await(Map<String, Map<TopicPartition, Long>> offsets) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!passed(offsets)) {
      if (System.nanoTime() > deadline) {
        throw new NotYetPublishedException(
            "%s: not all that is decided is published within %d s"
                .formatted(String.join(", ", offsets.keySet()), PATIENCE.toSeconds()));
      }
      awaitSignal();
    }
  }

  /** Offsets by group. */
  private boolean passed(Map<String, Map<TopicPartition, Long>> offsets) {
    if (offsets.isEmpty()) {
      return true;
    }
    var committed = broker.committed(offsets.keySet(), ASKING);
    return offsets.entrySet().stream()
        .allMatch(
            wanted -> passed(wanted.getValue(), committed.getOrDefault(wanted.getKey(), Map.of())));
  }

  private static boolean passed(
      Map<TopicPartition, Long> offsets, Map<TopicPartition, Long> committed) {
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
