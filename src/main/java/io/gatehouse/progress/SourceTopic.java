package io.gatehouse.progress;

import io.gatehouse.kafka.Batch;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** An input topic that is answered in batches, as its listener reads it. */
public final class SourceTopic {

  private final String name;
  private final SourcePartitions partitions;
  private final ProgressStore progress;
  private final Publications publications;
  private final Map<TopicPartition, Long> next = new ConcurrentHashMap<>();

  SourceTopic(
      String name, SourcePartitions partitions, ProgressStore progress, Publications publications) {
    this.name = name;
    this.partitions = partitions;
    this.progress = progress;
    this.publications = publications;
  }

  /** What is made of each record and the partition that it is from. */
  public <T> List<T> read(
      List<ConsumerRecord<byte[], byte[]>> received,
      BiFunction<SourcePartition, ConsumerRecord<byte[], byte[]>, T> reading) {
    Map<Integer, SourcePartition> sources = new HashMap<>();
    List<T> batch = new ArrayList<>(received.size());
    @Nullable SourcePartition source = null;
    for (ConsumerRecord<byte[], byte[]> input : received) {
      if (source == null || source.partition() != input.partition()) { // they come in runs
        source =
            sources.computeIfAbsent(
                input.partition(), number -> source(Batch.partition(input), input.offset()));
      }
      batch.add(reading.apply(source, input));
    }
    return batch;
  }

  /** A partition that goes backwards may be one of a topic that was made anew. */
  private SourcePartition source(TopicPartition partition, long offset) {
    if (offset < next.getOrDefault(partition, 0L)) {
      partitions.forget(List.of(partition));
    }
    return partitions.of(partition);
  }

  /** A batch is published, up to these offsets. */
  public void published(Map<SourcePartition, Long> ends) {
    ends.forEach((source, end) -> next.put(source.topicPartition(), end));
    publications.published(ends);
  }

  /** As {@link io.gatehouse.kafka.BatchListener#onReset}. */
  public void reset() {
    next.clear();
    publications.forget(name);
    partitions.forget(name);
  }

  /** As {@link io.gatehouse.kafka.BatchListener#onStopped}. */
  public void stopped(Map<TopicPartition, Long> committed) {
    progress.committed(committed);
  }
}
