package io.gatehouse.bench;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** A screen: sees what is committed on some topics from now on, as soon as it can be seen. */
final class Reader implements AutoCloseable {

  /** Is told of each record, on the reader's thread. */
  interface Screen {
    void seen(ConsumerRecord<byte[], byte[]> shown, long nanos);
  }

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Screen screen;
  private final Thread thread;
  private volatile boolean closed;

  Reader(String bootstrapServers, List<String> topics, Screen screen) {
    this.screen = screen;
    consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "isolation.level",
                "read_committed",
                "enable.auto.commit",
                false,
                "max.poll.records",
                10_000,
                "enable.metrics.push",
                false),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    List<TopicPartition> partitions =
        topics.stream()
            .flatMap(topic -> consumer.partitionsFor(topic).stream())
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToEnd(partitions);
    partitions.forEach(consumer::position); // so that nothing that comes now is missed
    thread = Thread.ofPlatform().daemon().name("screen").start(this::read);
  }

  private void read() {
    try (consumer) {
      while (!closed) {
        var records = consumer.poll(Duration.ofMillis(100));
        if (!records.isEmpty()) {
          long now = System.nanoTime();
          records.forEach(shown -> screen.seen(shown, now));
        }
      }
    }
  }

  @Override
  public void close() {
    closed = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
