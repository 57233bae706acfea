package io.gatehouse.kafka;

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

  /** A worker that stops has 20 s for everything. */
  private static final int TIMEOUT_AT_STOP_MS = 3_000;

  private final KafkaClients clients;
  private final Map<String, Integer> partitionCounts = new ConcurrentHashMap<>();

  BrokerFacts(KafkaClients clients) {
    this.clients = clients;
  }

  /** The group's committed offsets that no open transaction can change any more. */
  public Map<TopicPartition, Long> stable(String group) {
    return offsets(
        group, new ListConsumerGroupOffsetsOptions().requireStable(true).timeoutMs(TIMEOUT_MS));
  }

  /** The group's committed offsets, whatever is under way. */
  Map<TopicPartition, Long> committed(String group) {
    return offsets(group, new ListConsumerGroupOffsetsOptions().timeoutMs(TIMEOUT_AT_STOP_MS));
  }

  private Map<TopicPartition, Long> offsets(String group, ListConsumerGroupOffsetsOptions options) {
    var offsets =
        get(
            clients
                .admin()
                .listConsumerGroupOffsets(
                    Map.of(group, new ListConsumerGroupOffsetsSpec()), options)
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
