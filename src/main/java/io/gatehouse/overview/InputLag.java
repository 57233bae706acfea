package io.gatehouse.overview;

import io.gatehouse.kafka.BatchListener;
import io.gatehouse.kafka.BatchListeners;
import io.gatehouse.kafka.BrokerFacts;
import io.gatehouse.kafka.KafkaClients;
import io.gatehouse.topics.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * How many records wait on each input topic, for all workers together: those that are there and not
 * yet answered, the batches being worked on among them.
 */
@Component
class InputLag {

  private static final Duration ASKING = Duration.ofSeconds(2);

  private final List<BatchListener> listeners;
  private final BrokerFacts broker;
  private final KafkaClients clients;
  private final Topics topics;

  InputLag(
      List<BatchListeners> listeners, BrokerFacts broker, KafkaClients clients, Topics topics) {
    this.listeners = listeners.stream().flatMap(some -> some.listeners().stream()).toList();
    this.broker = broker;
    this.clients = clients;
    this.topics = topics;
  }

  /** By topic, or null if the broker does not say. */
  @Nullable Map<String, Long> now() {
    try {
      Map<String, Long> waiting = new TreeMap<>();
      Map<String, Map<TopicPartition, Long>> committed =
          broker.committed(listeners.stream().map(InputLag::group).toList(), ASKING);
      Map<TopicPartition, Long> starts = new HashMap<>();
      for (BatchListener listener : listeners) {
        String topic = topics.name(listener.topic());
        waiting.put(topic, 0L);
        for (TopicPartition partition : partitions(topic)) {
          starts.put(
              partition,
              committed.getOrDefault(group(listener), Map.of()).getOrDefault(partition, -1L));
        }
      }
      startOfUnread(starts);
      offsets(starts.keySet(), OffsetSpec.latest())
          .forEach(
              (partition, end) ->
                  waiting.merge(
                      partition.topic(),
                      Math.max(0, end - starts.getOrDefault(partition, end)),
                      Long::sum));
      return waiting;
    } catch (KafkaException e) {
      return null; // readiness says what is wrong
    }
  }

  /** A group that has committed nothing yet begins with the oldest record. */
  private void startOfUnread(Map<TopicPartition, Long> starts) {
    List<TopicPartition> unread =
        starts.keySet().stream()
            .filter(partition -> starts.getOrDefault(partition, 0L) < 0)
            .toList();
    if (!unread.isEmpty()) {
      starts.putAll(offsets(unread, OffsetSpec.earliest()));
    }
  }

  private static String group(BatchListener listener) {
    return "gatehouse." + listener.name();
  }

  private List<TopicPartition> partitions(String topic) {
    return IntStream.range(0, broker.partitions(topic))
        .mapToObj(number -> new TopicPartition(topic, number))
        .toList();
  }

  private Map<TopicPartition, Long> offsets(Iterable<TopicPartition> partitions, OffsetSpec which) {
    Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
    partitions.forEach(partition -> wanted.put(partition, which));
    int timeout = (int) ASKING.toMillis();
    try {
      Map<TopicPartition, Long> offsets = new HashMap<>();
      Map<TopicPartition, ListOffsetsResultInfo> answers =
          clients
              .admin()
              .listOffsets(wanted, new ListOffsetsOptions().timeoutMs(timeout))
              .all()
              .get(timeout, TimeUnit.MILLISECONDS);
      answers.forEach((partition, answer) -> offsets.put(partition, answer.offset()));
      return offsets;
    } catch (ExecutionException | TimeoutException e) {
      throw new KafkaException("no answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("interrupted", e);
    }
  }
}
