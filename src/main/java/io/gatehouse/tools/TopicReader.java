package io.gatehouse.tools;

import io.gatehouse.topics.Topic;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;

/** Reads topics as {@code read_committed} readers see them, in no group. For one thread. */
final class TopicReader implements AutoCloseable {

  /** A record and the topic of the contract that it was on. */
  record Seen(Topic topic, ConsumerRecord<byte[], byte[]> source) {}

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Map<String, Topic> byName = new HashMap<>();
  private final List<TopicPartition> partitions = new ArrayList<>();

  /**
   * Looks the topics up.
   *
   * @throws ToolException if one is not there
   */
  TopicReader(Installation installation, Collection<Topic> topics) {
    consumer = installation.consumer();
    try {
      for (Topic topic : topics) {
        String name = installation.topics().name(topic);
        byName.put(name, topic);
        List<PartitionInfo> found = consumer.partitionsFor(name);
        if (found == null || found.isEmpty()) {
          throw new ToolException(
              Exit.FAILED,
              "the broker at %s has no topic %s; other names are set with gatehouse.topics.names"
                  .formatted(installation.bootstrapServers(), name));
        }
        found.forEach(info -> partitions.add(new TopicPartition(name, info.partition())));
      }
      consumer.assign(partitions);
    } catch (RuntimeException e) {
      consumer.close();
      throw e;
    }
  }

  /** Reads what comes from now on: returns once the broker has said where that is. */
  TopicReader fromEnd() {
    consumer.seekToEnd(partitions);
    partitions.forEach(consumer::position);
    return this;
  }

  TopicReader fromBeginning() {
    consumer.seekToBeginning(partitions);
    return this;
  }

  /** Reads what was appended then and later. */
  TopicReader from(Instant time) {
    Map<TopicPartition, Long> times = new HashMap<>();
    partitions.forEach(partition -> times.put(partition, time.toEpochMilli()));
    Map<TopicPartition, OffsetAndTimestamp> found = consumer.offsetsForTimes(times);
    Map<TopicPartition, Long> ends = ends();
    for (TopicPartition partition : partitions) {
      OffsetAndTimestamp first = found.get(partition);
      consumer.seek(partition, first == null ? ends.getOrDefault(partition, 0L) : first.offset());
    }
    return this;
  }

  /** Reads only this record, empty if it is not there. */
  Optional<Seen> at(int partition, long offset) {
    for (TopicPartition each : List.copyOf(partitions)) {
      if (each.partition() == partition) {
        consumer.assign(List.of(each));
        consumer.seek(each, offset);
        long end = consumer.endOffsets(List.of(each)).getOrDefault(each, 0L);
        while (consumer.position(each) < end) {
          for (Seen seen : poll(Duration.ofMillis(200))) {
            return seen.source().offset() == offset ? Optional.of(seen) : Optional.empty();
          }
        }
      }
    }
    return Optional.empty();
  }

  List<Seen> poll(Duration atMost) {
    List<Seen> seen = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> read : consumer.poll(atMost)) {
      Topic topic = byName.get(read.topic());
      if (topic != null) {
        seen.add(new Seen(topic, read));
      }
    }
    return seen;
  }

  /** Where the partitions end now. */
  Map<TopicPartition, Long> ends() {
    return consumer.endOffsets(partitions);
  }

  boolean isAt(Map<TopicPartition, Long> ends) {
    return ends.entrySet().stream()
        .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
  }

  @Override
  public void close() {
    consumer.close();
  }
}
