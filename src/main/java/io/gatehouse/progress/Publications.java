package io.gatehouse.progress;

import io.gatehouse.kafka.BrokerFacts;
import io.gatehouse.kafka.NotYetPublishedException;
import io.gatehouse.topics.Topic;
import io.gatehouse.topics.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.kafka.common.TopicPartition;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Waits, holding no lock and no connection, until what was decided is out. "Out" means that the
 * Kafka transaction with it is committed: its output is then in the log before anything that is
 * sent later, which is what guarantee G5 speaks of. A worker knows that of its own transactions; of
 * others, output and offset are one, so the group's committed offsets tell.
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
      select id, topic_id, topic_name, partition_no, decided_offset from source_partition
      where topic_name = any (?) and decided_offset > published_offset
      """;

  private final BrokerFacts broker;
  private final Topics topics;
  private final JdbcTemplate jdbc;

  /** The offsets after the last that this worker has published. */
  private final Map<SourcePartition, Long> ours = new ConcurrentHashMap<>();

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition published = lock.newCondition();
  private long signals;

  Publications(BrokerFacts broker, Topics topics, JdbcTemplate jdbc) {
    this.broker = broker;
    this.topics = topics;
    this.jdbc = jdbc;
  }

  /** A consumer of this worker has committed: whoever waits looks again at once. */
  public void signal() {
    lock.lock();
    try {
      signals++;
      published.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** A consumer of this worker has committed, up to these offsets of a topic of messages. */
  void published(Map<SourcePartition, Long> ends) {
    ends.forEach((source, end) -> ours.merge(source, end, Math::max));
    signal();
  }

  /** Another worker may go on with this topic's partitions. */
  void forget(String topic) {
    ours.keySet().removeIf(source -> source.topic().equals(topic));
  }

  /**
   * Waits until every message, and every reply, that is decided by now is out. What this worker
   * publishes it knows; for the rest the broker is asked.
   */
  public void awaitDecidedMessages() {
    Map<SourcePartition, Long> decided = decided();
    boolean ask = !ours.keySet().containsAll(decided.keySet());
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    long seen = signals();
    while (!isOut(decided, ask)) {
      if (System.nanoTime() > deadline) {
        throw new NotYetPublishedException(
            "not all that is decided is published within %d s".formatted(PATIENCE.toSeconds()));
      }
      ask |= !awaitSignalAfter(seen);
      seen = signals();
    }
  }

  /** The last offsets decided, where they are not known to be published. */
  private Map<SourcePartition, Long> decided() {
    Map<SourcePartition, Long> decided = new HashMap<>();
    jdbc.query(
        DECIDED,
        row -> {
          var source =
              new SourcePartition(row.getInt(1), row.getString(2), row.getString(3), row.getInt(4));
          decided.put(source, row.getLong(5));
        },
        (Object) GROUPS.keySet().stream().map(topics::name).toArray(String[]::new));
    return decided;
  }

  private boolean isOut(Map<SourcePartition, Long> decided, boolean ask) {
    decided.entrySet().removeIf(each -> each.getValue() < ours.getOrDefault(each.getKey(), 0L));
    return decided.isEmpty() || (ask && hasBroker(decided));
  }

  /**
   * The ids are asked for each time: what was decided for a topic that has been recreated will
   * never be published.
   */
  private boolean hasBroker(Map<SourcePartition, Long> decided) {
    Map<String, String> groups = new HashMap<>();
    GROUPS.forEach((topic, group) -> groups.put(topics.name(topic), group));
    Set<String> ids = broker.namesById(groups.keySet()).keySet();
    Map<String, Map<TopicPartition, Long>> offsets = new HashMap<>();
    decided.forEach(
        (source, offset) -> {
          if (ids.contains(source.topicId())) {
            offsets
                .computeIfAbsent(
                    Objects.requireNonNull(groups.get(source.topic())), group -> new HashMap<>())
                .put(source.topicPartition(), offset);
          }
        });
    return passed(offsets);
  }

  /** Whether the record of a command topic has been answered. */
  public boolean isPublished(String group, SourcePartition source, long offset) {
    return isPublished(group, source.topicPartition(), offset);
  }

  /** The same, by its partition on the broker. */
  public boolean isPublished(String group, TopicPartition partition, long offset) {
    return passed(Map.of(group, Map.of(partition, offset)));
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
  public void awaitSignal() {
    awaitSignalAfter(signals());
  }

  private long signals() {
    lock.lock();
    try {
      return signals;
    } finally {
      lock.unlock();
    }
  }

  /** Returns whether there has been one, after the last one seen. */
  private boolean awaitSignalAfter(long seen) {
    long left = TimeUnit.MILLISECONDS.toNanos(LOOK_AGAIN_MS);
    lock.lock();
    try {
      while (signals == seen && left > 0) {
        left = published.awaitNanos(left);
      }
      return signals != seen;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new NotYetPublishedException("interrupted");
    } finally {
      lock.unlock();
    }
  }
}
