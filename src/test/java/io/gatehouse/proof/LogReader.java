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
import java.util.concurrent.ExecutionException;
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
import org.awaitility.Awaitility;

/** Reads topics as a {@code read_committed} consumer sees them, from the beginning to the end. */
final class LogReader implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final String bootstrapServers;
  private final Admin admin;
  private final EntryReader entries = new EntryReader();
  private final Map<Topic, TopicDescription> descriptions = new EnumMap<>(Topic.class);

  LogReader(String bootstrapServers) {
    this.bootstrapServers = bootstrapServers;
    admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers));
    Map<String, TopicDescription> all =
        get(
            admin
                .describeTopics(Arrays.stream(Topic.values()).map(Topic::contractName).toList())
                .allTopicNames());
    for (Topic topic : Topic.values()) {
      TopicDescription description = all.get(topic.contractName());
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

  /** Waits until no transaction is open. What is open for long is not settled, or hangs. */
  void awaitSettled() {
    List<TopicPartition> all =
        Arrays.stream(Topic.values()).flatMap(t -> partitions(t).stream()).toList();
    Awaitility.await("all transactions to end")
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(500))
        .pollDelay(Duration.ZERO)
        .until(
            () ->
                ends(all, IsolationLevel.READ_COMMITTED)
                    .equals(ends(all, IsolationLevel.READ_UNCOMMITTED)));
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
            .map(info -> new TopicPartition(topic.contractName(), info.partition()))
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
    return Map.of(
        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
        bootstrapServers,
        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
        "read_committed",
        ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG,
        ByteArrayDeserializer.class,
        ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG,
        ByteArrayDeserializer.class,
        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
        false,
        ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
        false,
        ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
        10_000,
        ConsumerConfig.FETCH_MAX_BYTES_CONFIG,
        16 * 1024 * 1024,
        ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG,
        4 * 1024 * 1024);
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
