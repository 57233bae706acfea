package io.gatehouse.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsOptions;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.springframework.stereotype.Component;

/**
 * What the broker knows of topics and groups, asked with a bound; a failure is an outage of the
 * broker.
 */
@Component
public class BrokerFacts {

  private static final int TIMEOUT_MS = 10_000;

  private final KafkaClients clients;
  private final Map<String, Integer> partitionCounts = new ConcurrentHashMap<>();

  BrokerFacts(KafkaClients clients) {
    this.clients = clients;
  }

  /**
   * The group's committed offsets. Not those of a transaction that is still open or ending: while
   * messages come, one always is, so whoever would wait for its end would wait for ever.
   */
  public Map<TopicPartition, Long> committed(String group, Duration atMost) {
    var offsets =
        get(
            clients
                .admin()
                .listConsumerGroupOffsets(
                    Map.of(group, new ListConsumerGroupOffsetsSpec()),
                    new ListConsumerGroupOffsetsOptions().timeoutMs((int) atMost.toMillis()))
                .partitionsToOffsetAndMetadata(group));
    Map<TopicPartition, Long> committed = new HashMap<>();
    offsets.forEach(
        (partition, offset) -> {
          if (offset != null) {
            committed.put(partition, offset.offset());
          }
        });
    return committed;
  }

  /**
   * How many partitions the topic has; asked once, as the count of the topics it is asked for is
   * fixed.
   */
  public int partitions(String topic) {
    return partitionCounts.computeIfAbsent(topic, name -> describe(name).partitions().size());
  }

  /** Kafka's id of the topic: another one once the topic was deleted and made anew. */
  public String topicId(String topic) {
    Uuid id = describe(topic).topicId();
    if (id.equals(Uuid.ZERO_UUID)) {
      throw new UnknownTopicOrPartitionException("the broker gives no id for topic " + topic);
    }
    return id.toString();
  }

  private TopicDescription describe(String topic) {
    return Objects.requireNonNull(
        get(clients.admin().describeTopics(List.of(topic)).allTopicNames()).get(topic));
  }

  private static <T> T get(KafkaFuture<T> future) {
    try {
      return future.get(TIMEOUT_MS, TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof KafkaException cause ? cause : new KafkaException(e.getCause());
    } catch (TimeoutException e) {
      throw new org.apache.kafka.common.errors.TimeoutException(
          "no answer within " + TIMEOUT_MS + " ms", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("interrupted", e);
    }
  }
}
