package io.gatehouse.nemesis;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;

import io.gatehouse.topics.Topic;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** A {@code read_committed} reader of what is routed, who notes when he sees it. */
final class Arrivals implements AutoCloseable {

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final List<TopicPartition> partitions;

  Arrivals(String bootstrapServers) {
    Map<String, Object> properties = new HashMap<>();
    properties.put("bootstrap.servers", bootstrapServers);
    properties.put("isolation.level", "read_committed");
    properties.put("enable.auto.commit", false);
    properties.put("enable.metrics.push", false);
    consumer =
        new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    partitions =
        consumer.partitionsFor(Topic.TICKETS_UNASSIGNED.contractName()).stream()
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToEnd(partitions);
    partitions.forEach(consumer::position); // it is evaluated lazily
  }

  /**
   * Waits until something appended after this time is seen on every partition.
   *
   * @param time milliseconds since 1970
   * @return how long after it that was so on the last of them
   */
  Duration onEveryPartitionAfter(long time) {
    Map<TopicPartition, Long> seen = new HashMap<>();
    await("output on every partition")
        .atMost(60, SECONDS)
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(1))
        .until(
            () -> {
              consumer
                  .poll(Duration.ofMillis(50))
                  .forEach(
                      input -> {
                        if (input.timestamp() > time) {
                          seen.putIfAbsent(
                              new TopicPartition(input.topic(), input.partition()),
                              System.currentTimeMillis());
                        }
                      });
              return seen.size() == partitions.size();
            });
    long last = seen.values().stream().mapToLong(Long::longValue).max().orElse(time);
    return Duration.ofMillis(last - time);
  }

  @Override
  public void close() {
    consumer.close();
  }
}
