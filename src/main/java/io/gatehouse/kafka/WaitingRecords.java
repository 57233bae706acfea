package io.gatehouse.kafka;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** What was read and nobody works on yet. Not thread-safe. */
final class WaitingRecords {

  /** A batch: each partition in its order. */
  record Share(Set<TopicPartition> partitions, List<ConsumerRecord<byte[], byte[]>> records) {}

  /** Fewer than these are one batch. */
  static final int MANY = 1_000;

  private record Run(TopicPartition partition, List<ConsumerRecord<byte[], byte[]>> records) {
    int size() {
      return records.size();
    }
  }

  private final Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> byPartition =
      new LinkedHashMap<>();
  private int count;

  int count() {
    return count;
  }

  /** Those of one topic. */
  void add(Iterable<ConsumerRecord<byte[], byte[]>> records) {
    int partition = -1;
    List<ConsumerRecord<byte[], byte[]>> run = List.of();
    for (ConsumerRecord<byte[], byte[]> each : records) {
      if (each.partition() != partition) { // they come in runs
        partition = each.partition();
        run = byPartition.computeIfAbsent(Batch.partition(each), p -> new ArrayList<>());
      }
      run.add(each);
      count++;
    }
  }

  void drop(Collection<TopicPartition> partitions) {
    for (TopicPartition partition : partitions) {
      List<ConsumerRecord<byte[], byte[]>> dropped = byPartition.remove(partition);
      count -= dropped == null ? 0 : dropped.size();
    }
  }

  void clear() {
    byPartition.clear();
    count = 0;
  }

  /**
   * Takes a batch: of the partition that has most and, if there is room, of others that fit in
   * whole. A batch of few partitions finds its customers close together in the database.
   *
   * @param most how many records
   * @param idle how many can take one now: they share what there is
   * @param busy these partitions are worked on, so what comes after has to wait
   * @return null if there is nothing, or too little to be worth a batch beside another one
   */
  @Nullable Share take(int most, int idle, Set<TopicPartition> busy) {
    List<Run> free = new ArrayList<>();
    int all = 0;
    for (var each : byPartition.entrySet()) {
      if (!busy.contains(each.getKey())) {
        free.add(new Run(each.getKey(), each.getValue()));
        all += each.getValue().size();
      }
    }
    if (all == 0 || (all < MANY && !busy.isEmpty())) {
      return null;
    }
    free.sort(Comparator.comparingInt(Run::size).reversed());
    int wanted = Math.min(most, Math.max(MANY, Math.ceilDiv(all, idle)));
    var taken = new Share(new HashSet<>(), new ArrayList<>());
    for (Run run : free) {
      if (taken.records.isEmpty() || run.size() <= wanted - taken.records.size()) {
        takeFrom(run, Math.min(run.size(), wanted), taken);
      }
    }
    count -= taken.records.size();
    return taken;
  }

  private void takeFrom(Run run, int number, Share taken) {
    taken.partitions.add(run.partition);
    taken.records.addAll(run.records.subList(0, number));
    if (number == run.size()) {
      byPartition.remove(run.partition);
    } else {
      byPartition.put(
          run.partition, new ArrayList<>(run.records.subList(number, run.records.size())));
    }
  }
}
