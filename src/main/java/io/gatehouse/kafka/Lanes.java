package io.gatehouse.kafka;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Works on what a consumer polled: together if it is little, otherwise side by side, each part in
 * transactions of its own. The consumer polls again when all are done, so its group never changes
 * under them.
 */
final class Lanes implements AutoCloseable {

  /** Fewer records than these are one batch. */
  private static final int MANY = 1_000;

  private static final Comparator<List<?>> SMALLEST = Comparator.comparingInt(List::size);
  private static final Comparator<List<?>> LARGEST_FIRST = SMALLEST.reversed();

  private final BatchListener listener;
  private final List<Transactions> lanes = new ArrayList<>();
  private final ExecutorService threads;

  Lanes(BatchListener listener, KafkaClients clients) {
    this.listener = listener;
    int count = listener.concurrency();
    for (int i = 0; i < count; i++) {
      lanes.add(clients.transactions(count == 1 ? listener.name() : listener.name() + "-" + i));
    }
    this.threads =
        Executors.newCachedThreadPool(
            Thread.ofPlatform().daemon().name(listener.name() + "-lane-", 1).factory());
  }

  /** Ends what earlier producers of these names left open. */
  void open() {
    lanes.forEach(Transactions::open);
  }

  /** Returns when every record is answered, or fails when all have tried. */
  void work(List<ConsumerRecord<byte[], byte[]>> records, Consumer<?, ?> consumer) {
    List<Batch> batches = new ArrayList<>();
    for (List<ConsumerRecord<byte[], byte[]>> share : shares(records, lanes.size())) {
      batches.add(new Batch(share, consumer, lanes.get(batches.size())));
    }
    List<CompletableFuture<Void>> others =
        batches.stream()
            .skip(1)
            .map(batch -> CompletableFuture.runAsync(() -> listener.onBatch(batch), threads))
            .toList();
    RuntimeException failure = failureOf(() -> listener.onBatch(batches.getFirst()));
    for (CompletableFuture<Void> other : others) {
      RuntimeException another = failureOf(() -> join(other));
      failure = failure == null ? another : failure;
    }
    if (failure != null) {
      throw failure;
    }
  }

  private static @Nullable RuntimeException failureOf(Runnable work) {
    try {
      work.run();
      return null;
    } catch (RuntimeException e) {
      return e;
    }
  }

  private static void join(CompletableFuture<Void> work) {
    try {
      work.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  /** Of about the same size, each partition whole and in its order. */
  static List<List<ConsumerRecord<byte[], byte[]>>> shares(
      List<ConsumerRecord<byte[], byte[]>> records, int lanes) {
    if (lanes == 1 || records.size() < MANY) {
      return List.of(records);
    }
    Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> partitions = new LinkedHashMap<>();
    for (ConsumerRecord<byte[], byte[]> each : records) {
      partitions.computeIfAbsent(Batch.partition(each), p -> new ArrayList<>()).add(each);
    }
    List<List<ConsumerRecord<byte[], byte[]>>> shares = new ArrayList<>();
    for (int i = 0; i < Math.min(lanes, partitions.size()); i++) {
      shares.add(new ArrayList<>());
    }
    partitions.values().stream()
        .sorted(LARGEST_FIRST)
        .forEach(partition -> shares.stream().min(SMALLEST).orElseThrow().addAll(partition));
    return shares;
  }

  @Override
  public void close() {
    threads.shutdown();
    lanes.forEach(Transactions::close);
  }
}
