package io.gatehouse.proof;

import io.gatehouse.topics.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads topics as a {@code read_committed} consumer sees them, from the beginning to the end. */
final class LogReader implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration PAUSE = Duration.ofMillis(500);

  private final Map<String, Object> connection;
  private final Function<Topic, String> names;
  private final Admin admin;
  private final EntryReader entries;
  private final Map<Topic, TopicDescription> descriptions = new EnumMap<>(Topic.class);

  /**
   * Looks the topics up.
   *
   * @param connection properties of Kafka's clients
   * @param names of the topics on the broker
   */
  LogReader(Map<String, Object> connection, Function<Topic, String> names) {
    this.connection = connection;
    this.names = names;
    entries = new EntryReader(names);
    admin = Admin.create(connection);
    Map<String, TopicDescription> all =
        get(
            admin
                .describeTopics(Arrays.stream(Topic.values()).map(names).toList())
                .allTopicNames());
    for (Topic topic : Topic.values()) {
      TopicDescription description = all.get(names.apply(topic));
      if (description != null) {
        descriptions.put(topic, description);
      }
    }
  }

  Map<Topic, String> topicIds() {
    Map<Topic, String> ids = new EnumMap<>(Topic.class);
    descriptions.forEach((topic, description) -> ids.put(topic, description.topicId().toString()));
    return ids;
  }

  /**
   * Waits until no transaction is open. What is open for long is not settled, or hangs.
   *
   * @throws IllegalStateException if one is still open after a minute
   */
  void awaitSettled() {
    List<TopicPartition> all =
        Arrays.stream(Topic.values()).flatMap(t -> partitions(t).stream()).toList();
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!ends(all, IsolationLevel.READ_COMMITTED)
        .equals(ends(all, IsolationLevel.READ_UNCOMMITTED))) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException("transactions are open for a minute: nothing has settled");
      }
      pause();
    }
  }

  private static void pause() {
    try {
      boolean never = new CountDownLatch(1).await(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
      assert !never;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  /** Partitions whose first records are gone, which makes the other checks doubtful. */
  List<String> truncated() {
    List<TopicPartition> all =
        Arrays.stream(Topic.values()).flatMap(t -> partitions(t).stream()).toList();
    return offsets(all, OffsetSpec.earliest(), IsolationLevel.READ_UNCOMMITTED).entrySet().stream()
        .filter(begin -> begin.getValue() > 0)
        .map(begin -> begin.getKey() + " begins at " + begin.getValue())
        .sorted()
        .toList();
  }

  List<Entry> read(Topic topic) {
    List<TopicPartition> partitions = partitions(topic);
    List<Entry> read = new ArrayList<>();
    try (var consumer = new KafkaConsumer<byte[], byte[]>(properties())) {
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      long deadline = System.nanoTime() + PATIENCE.toNanos();
      while (!atEnd(consumer, ends)) {
        var polled = consumer.poll(Duration.ofMillis(200));
        for (ConsumerRecord<byte[], byte[]> input : polled) {
          read.add(entries.read(topic, input));
        }
        if (!polled.isEmpty()) {
          deadline = System.nanoTime() + PATIENCE.toNanos();
        } else if (System.nanoTime() > deadline) {
          throw new IllegalStateException("nothing more comes from " + topic.contractName());
        }
      }
    }
    return read;
  }

  private static boolean atEnd(
      KafkaConsumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends) {
    return ends.entrySet().stream()
        .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
  }

  private List<TopicPartition> partitions(Topic topic) {
    TopicDescription description = descriptions.get(topic);
    return description == null
        ? List.of()
        : description.partitions().stream()
            .map(info -> new TopicPartition(names.apply(topic), info.partition()))
            .toList();
  }

  private Map<TopicPartition, Long> ends(
      Collection<TopicPartition> partitions, IsolationLevel isolation) {
    return offsets(partitions, OffsetSpec.latest(), isolation);
  }

  private Map<TopicPartition, Long> offsets(
      Collection<TopicPartition> partitions, OffsetSpec spec, IsolationLevel isolation) {
    Map<TopicPartition, OffsetSpec> wanted =
        partitions.stream().collect(Collectors.toMap(partition -> partition, any -> spec));
    Map<TopicPartition, Long> offsets = new HashMap<>();
    get(admin.listOffsets(wanted, new ListOffsetsOptions(isolation)).all())
        .forEach((partition, found) -> offsets.put(partition, found.offset()));
    return offsets;
  }

  private Map<String, Object> properties() {
    Map<String, Object> properties = new HashMap<>(connection);
    properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    properties.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
    properties.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
    properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 10_000);
    properties.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, 16 * 1024 * 1024);
    properties.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 4 * 1024 * 1024);
    return properties;
  }

  private static <T> T get(KafkaFuture<T> future) {
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("the broker does not answer", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  @Override
  public void close() {
    admin.close();
  }
}
