package io.gatehouse.kafka;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.record.CompressionType;

/**
 * Works on what a consumer polled: together if it is little. Otherwise batches are worked on side
 * by side, each of partitions of its own and in transactions of its own, and the consumer reads on
 * meanwhile, if the listener wants it, so that no lane waits for another. What comes next of a
 * partition waits until its last batch is done, so each is answered in its order.
 *
 * <p>Used on the consumer's thread only, except for {@link #windUp}.
 */
final class Lanes implements AutoCloseable {

  /** While batches are worked on. */
  private static final Duration READ_EVERY = Duration.ofMillis(5);

  /** Then the consumer's container is to have a word. */
  private static final Duration READ_ON_FOR = Duration.ofSeconds(5);

  /**
   * Fewer than these leave uncompressed: a few for each partition would hardly be smaller, and lz4
   * takes 130 kB and most of the time of sending them, for each partition.
   */
  private static final int FEW = 200;

  private static final CompletableFuture<?> NOTHING = CompletableFuture.completedFuture(null);

  private static final class Lane {
    final Transactions transactions;

    /** None if it is idle. */
    Set<TopicPartition> partitions = Set.of();

    CompletableFuture<?> work = NOTHING;

    Lane(Transactions transactions) {
      this.transactions = transactions;
    }

    boolean isIdle() {
      return partitions.isEmpty();
    }

    /**
     * Only now its partitions are free: if its batch has failed, nothing after it may be begun.
     *
     * @throws RuntimeException if its batch has failed
     */
    void settleIfEnded() {
      if (work.isDone()) {
        Futures.join(work);
        forget();
      }
    }

    void forget() {
      partitions = Set.of();
      work = NOTHING;
    }
  }

  /** Makes those of a name, which do beside their work what the executor is given. */
  interface TransactionsFactory {
    Transactions make(String name, Map<String, Object> producerProperties, Executor beside);
  }

  private final BatchListener listener;
  private final List<Lane> lanes = new ArrayList<>();

  /** With a single lane that lane's. */
  private final Transactions ofFew;

  private final ExecutorService threads;
  private final WaitingRecords waiting = new WaitingRecords();

  /** A permit for each batch that has ended. */
  private final Semaphore ended = new Semaphore(0);

  private volatile boolean windingUp;

  /** Begins nothing yet. */
  Lanes(BatchListener listener, TransactionsFactory transactions) {
    this.listener = listener;
    this.threads =
        Executors.newCachedThreadPool(
            Thread.ofPlatform().daemon().name(listener.name() + "-lane-", 1).factory());
    int count = listener.concurrency();
    for (int i = 0; i < count; i++) {
      String name = count == 1 ? listener.name() : listener.name() + "-" + i;
      lanes.add(new Lane(transactions.make(name, Map.of(), threads)));
    }
    ofFew =
        count == 1
            ? lanes.getFirst().transactions
            : transactions.make(
                listener.name() + "-few",
                Map.of(ProducerConfig.COMPRESSION_TYPE_CONFIG, CompressionType.NONE.name),
                threads);
  }

  /** Ends what earlier producers of these names left open. */
  void open() {
    lanes.forEach(lane -> lane.transactions.open());
    ofFew.open();
  }

  /**
   * Returns when every record is answered, and those that were read meanwhile; or fails when all
   * batches that were begun have ended.
   *
   * @param readOn whether to read more while there is much
   */
  void work(List<ConsumerRecord<byte[], byte[]>> records, Consumer<?, ?> consumer, boolean readOn) {
    if (windingUp) {
      return; // what comes before these may not have been begun
    }
    if (lanes.size() == 1 || records.size() < WaitingRecords.MANY) {
      Transactions together = records.size() < FEW ? ofFew : lanes.getFirst().transactions;
      listener.onBatch(new Batch(records, consumer, together));
      return;
    }
    waiting.add(records);
    long readUntil = System.nanoTime() + READ_ON_FOR.toNanos();
    try {
      while (begin(consumer)) {
        awaitAny();
        if (readOn && listener.readsOn() && isRoom() && System.nanoTime() - readUntil < 0) {
          waiting.add(((ReadingAhead) consumer).readAhead());
        }
      }
    } finally {
      await();
      lanes.forEach(Lane::forget);
      waiting.clear();
    }
  }

  /**
   * Gives idle lanes what waits. Returns whether any lane works.
   *
   * @throws RuntimeException if a batch has failed
   */
  private boolean begin(Consumer<?, ?> consumer) {
    lanes.forEach(Lane::settleIfEnded);
    List<Lane> idle = new ArrayList<>(lanes.stream().filter(Lane::isIdle).toList());
    while (!idle.isEmpty() && !windingUp) {
      WaitingRecords.Share share = waiting.take(listener.batchSize(), idle.size(), busy());
      if (share == null) {
        break;
      }
      begin(idle.removeLast(), share, consumer);
    }
    return idle.size() < lanes.size();
  }

  private Set<TopicPartition> busy() {
    Set<TopicPartition> busy = new HashSet<>();
    lanes.forEach(lane -> busy.addAll(lane.partitions));
    return busy;
  }

  private void begin(Lane lane, WaitingRecords.Share share, Consumer<?, ?> consumer) {
    var batch = new Batch(share.records(), consumer, lane.transactions);
    lane.partitions = share.partitions();
    lane.work =
        CompletableFuture.runAsync(() -> listener.onBatch(batch), threads)
            .whenComplete((done, failure) -> ended.release());
  }

  /** A batch for each lane waits already; more, if it is of partitions that are worked on. */
  private boolean isRoom() {
    long enough = (long) lanes.size() * listener.batchSize();
    return waiting.count() < enough
        || (waiting.count() < 2 * enough && lanes.stream().anyMatch(Lane::isIdle));
  }

  /** Returns when a batch has ended, or it is time to look whether something has arrived. */
  private void awaitAny() {
    try {
      if (ended.tryAcquire(READ_EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
        ended.drainPermits();
      }
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    }
  }

  /** Returns when nothing is worked on. */
  void await() {
    lanes.forEach(lane -> Futures.await(lane.work));
  }

  /** What waits of these partitions is read again, or by another consumer. */
  void drop(Collection<TopicPartition> partitions) {
    waiting.drop(partitions);
  }

  /** Begins nothing more, for ever: the consumer is to stop, and what waits is another one's. */
  void windUp() {
    windingUp = true;
  }

  @Override
  public void close() {
    threads.shutdown();
    lanes.forEach(lane -> lane.transactions.close());
    ofFew.close();
  }
}
