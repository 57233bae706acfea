package io.gatehouse.kafka;

import java.time.Duration;
import java.util.Collection;
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
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
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
   * The committed offsets of groups, by group. Not those of a transaction that is still open or
   * ending: while messages come, one always is, so whoever would wait for its end would wait for
   * ever.
   */
  public Map<String, Map<TopicPartition, Long>> committed(
      Collection<String> groups, Duration atMost) {
    Map<String, ListConsumerGroupOffsetsSpec> wanted = new HashMap<>();
    groups.forEach(group -> wanted.put(group, new ListConsumerGroupOffsetsSpec()));
    Map<String, Map<TopicPartition, Long>> committed = new HashMap<>();
    get(clients
            .admin()
            .listConsumerGroupOffsets(
                wanted, new ListConsumerGroupOffsetsOptions().timeoutMs((int) atMost.toMillis()))
            .all())
        .forEach((group, offsets) -> committed.put(group, known(offsets)));
    return committed;
  }

  private static Map<TopicPartition, Long> known(Map<TopicPartition, OffsetAndMetadata> offsets) {
    Map<TopicPartition, Long> known = new HashMap<>();
    offsets.forEach(
        (partition, offset) -> {
          if (offset != null) {
            known.put(partition, offset.offset());
          }
        });
    return known;
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
    return topicId(describe(topic));
  }

  /** The topics' names by their {@link #topicId}. */
  public Map<String, String> namesById(Collection<String> topics) {
    Map<String, String> names = new HashMap<>();
    describe(topics).values().forEach(topic -> names.put(topicId(topic), topic.name()));
    return names;
  }

  private static String topicId(TopicDescription topic) {
    Uuid id = topic.topicId();
    if (id.equals(Uuid.ZERO_UUID)) {
      throw new UnknownTopicOrPartitionException(
          "the broker gives no id for topic " + topic.name());
    }
    return id.toString();
  }

  private TopicDescription describe(String topic) {
    return Objects.requireNonNull(describe(List.of(topic)).get(topic));
  }

  private Map<String, TopicDescription> describe(Collection<String> topics) {
    return get(clients.admin().describeTopics(topics).allTopicNames());
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
