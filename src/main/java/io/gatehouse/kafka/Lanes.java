package io.gatehouse.kafka;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Works on what a consumer polled: together if it is little, otherwise side by side, each part in
 * transactions of its own. What was polled next has to wait until all are done, so each partition
 * is answered in its order.
 */
final class Lanes implements AutoCloseable {

  /** Fewer records than these are one batch. */
  private static final int MANY = 1_000;

  /** While lanes work, until enough is there. */
  private static final Duration READ_EVERY = Duration.ofMillis(5);

  private static final Comparator<List<?>> SMALLEST = Comparator.comparingInt(List::size);
  private static final Comparator<List<?>> LARGEST_FIRST = SMALLEST.reversed();

  private final BatchListener listener;
  private final List<Transactions> lanes = new ArrayList<>();
  private final ExecutorService threads;
  private CompletableFuture<?> atWork = CompletableFuture.completedFuture(null);

  Lanes(BatchListener listener, KafkaClients clients) {
    this.listener = listener;
    this.threads =
        Executors.newCachedThreadPool(
            Thread.ofPlatform().daemon().name(listener.name() + "-lane-", 1).factory());
    int count = listener.concurrency();
    for (int i = 0; i < count; i++) {
      String name = count == 1 ? listener.name() : listener.name() + "-" + i;
      lanes.add(clients.transactions(name, threads));
    }
  }

  /** Ends what earlier producers of these names left open. */
  void open() {
    lanes.forEach(Transactions::open);
  }

  /** Returns when every record is answered, or fails when all have tried. */
  void work(List<ConsumerRecord<byte[], byte[]>> records, Consumer<?, ?> consumer) {
    List<List<ConsumerRecord<byte[], byte[]>>> shares = shares(records, lanes.size());
    if (shares.size() == 1) {
      listener.onBatch(new Batch(records, consumer, lanes.getFirst()));
      return;
    }
    List<CompletableFuture<Void>> batches = new ArrayList<>();
    for (List<ConsumerRecord<byte[], byte[]>> share : shares) {
      var batch = new Batch(share, consumer, lanes.get(batches.size()));
      batches.add(CompletableFuture.runAsync(() -> listener.onBatch(batch), threads));
    }
    atWork = CompletableFuture.allOf(batches.toArray(CompletableFuture<?>[]::new));
    while (!hasEnded(atWork)) {
      ((ReadingAhead) consumer).readAhead();
    }
    Futures.join(atWork);
  }

  private static boolean hasEnded(CompletableFuture<?> work) {
    try {
      work.get(READ_EVERY.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      Futures.await(work);
      return true;
    }
  }

  /** Returns when nothing is worked on. */
  void await() {
    Futures.await(atWork);
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
