package io.gatehouse.kafka;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
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
 * Works on what a consumer polled: on its thread, or beside it if the listener can, and then it
 * reads on meanwhile. Little is one batch, and what comes while it is worked on is the next one.
 * Otherwise batches are worked on side by side, each of partitions of its own and in transactions
 * of its own, so that no lane waits for another. What comes next of a partition waits until its
 * last batch is done, so each is answered in its order.
 *
 * <p>Used on the consumer's thread only, except for {@link #windUp}.
 */
final class Lanes implements AutoCloseable {

  /**
   * What a poll brings is the first piece of what has arrived, so soon the rest is there: the first
   * batch waits for that, and while batches are worked on what arrives is at hand for the next.
   */
  private static final Duration READ_EVERY = Duration.ofMillis(1);

  /**
   * Small batches begin no sooner after each other. Each costs broker and database as much as
   * dozens of messages do, and those need the processors too.
   */
  private static final Duration APART = Duration.ofMillis(2);

  /** Then the consumer's container is to have a word. */
  private static final Duration READ_ON_FOR = Duration.ofSeconds(5);

  /**
   * Fewer than these leave uncompressed: a few for each partition would hardly be smaller, and lz4
   * takes 130 kB and most of the time of sending them, for each partition.
   */
  private static final int FEW = 200;

  private static final CompletableFuture<?> NOTHING = CompletableFuture.completedFuture(null);

  private static final WaitingRecords.Share IDLE = new WaitingRecords.Share(Set.of(), List.of());

  private static final class Lane {
    final Transactions transactions;

    /** Nothing if it is idle. */
    WaitingRecords.Share share = IDLE;

    CompletableFuture<?> work = NOTHING;

    Lane(Transactions transactions) {
      this.transactions = transactions;
    }

    boolean isIdle() {
      return share.partitions().isEmpty();
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
      share = IDLE;
      work = NOTHING;
    }
  }

  /** Makes those of a name, which do beside their work what the executor is given. */
  interface TransactionsFactory {
    Transactions make(String name, Map<String, Object> producerProperties, Executor beside);
  }

  private final BatchListener listener;
  private final List<Lane> lanes = new ArrayList<>();

  /**
   * Of small batches, by turns: a producer's next transaction waits while the broker is still
   * writing the end of its last one everywhere.
   */
  private final Deque<Transactions> ofFew = new ArrayDeque<>();

  private final ExecutorService threads;
  private final WaitingRecords waiting = new WaitingRecords();

  /** A permit for each batch that has ended. */
  private final Semaphore ended = new Semaphore(0);

  /** When the next small batch may begin. */
  private long next = System.nanoTime();

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
    if (listener.worksBesideConsumer()) {
      for (int i = 0; i < 2; i++) {
        ofFew.add(
            transactions.make(
                listener.name() + "-few-" + i,
                Map.of(ProducerConfig.COMPRESSION_TYPE_CONFIG, CompressionType.NONE.name),
                threads));
      }
    }
  }

  /** Ends what earlier producers of these names left open. */
  void open() {
    lanes.forEach(lane -> lane.transactions.open());
    ofFew.forEach(Transactions::open);
  }

  /**
   * Returns when every record is answered, and those that were read meanwhile; or fails when all
   * batches that were begun have ended.
   *
   * @param readOn whether to read more meanwhile
   */
  void work(List<ConsumerRecord<byte[], byte[]>> records, Consumer<?, ?> consumer, boolean readOn) {
    if (windingUp) {
      return; // what comes before these may not have been begun
    }
    if (!listener.worksBesideConsumer()) {
      listener.onBatch(new Batch(records, consumer, lanes.getFirst().transactions));
      return;
    }
    waiting.add(records);
    long start = System.nanoTime();
    if (readOn) {
      next = Math.max(next, start + READ_EVERY.toNanos());
    }
    try {
      while (begin(consumer)) {
        boolean little = isLittle();
        awaitAny(untilReadingOn());
        if (readOn
            && (little || listener.readsOn())
            && isRoom()
            && System.nanoTime() - start < READ_ON_FOR.toNanos()) {
          waiting.add(((ReadingAhead) consumer).readAhead());
        }
      }
    } finally {
      await();
      lanes.forEach(Lane::forget);
      waiting.clear();
    }
  }

  private Duration untilReadingOn() {
    return lanes.stream().allMatch(Lane::isIdle)
        ? Duration.ofNanos(Math.clamp(next - System.nanoTime(), 0, READ_EVERY.toNanos()))
        : READ_EVERY;
  }

  /** Little is worked on and little waits: processors have time for more polls. */
  private boolean isLittle() {
    return waiting.count() < WaitingRecords.MANY
        && lanes.stream().mapToInt(lane -> lane.share.records().size()).sum() < WaitingRecords.MANY;
  }

  /**
   * Gives idle lanes what waits. Returns whether any lane works, or something waits for its time.
   *
   * @throws RuntimeException if a batch has failed
   */
  private boolean begin(Consumer<?, ?> consumer) {
    lanes.forEach(Lane::settleIfEnded);
    List<Lane> idle = new ArrayList<>(lanes.stream().filter(Lane::isIdle).toList());
    boolean alone = idle.size() == lanes.size() && waiting.count() < WaitingRecords.MANY;
    if (alone && !windingUp && hasTime()) {
      return true;
    }
    while (!idle.isEmpty() && !windingUp) {
      WaitingRecords.Share share = waiting.take(listener.batchSize(), idle.size(), busy());
      if (share == null) {
        break;
      }
      begin(idle.removeLast(), share, alone, consumer);
    }
    return idle.size() < lanes.size();
  }

  /** What waits may wait for more: it is less than a batch, and another one has just begun. */
  private boolean hasTime() {
    return waiting.count() > 0
        && waiting.count() < listener.batchSize()
        && System.nanoTime() - next < 0;
  }

  private Set<TopicPartition> busy() {
    Set<TopicPartition> busy = new HashSet<>();
    lanes.forEach(lane -> busy.addAll(lane.share.partitions()));
    return busy;
  }

  private void begin(
      Lane lane, WaitingRecords.Share share, boolean alone, Consumer<?, ?> consumer) {
    boolean few = alone && share.records().size() < FEW;
    var batch = new Batch(share.records(), consumer, few ? nextOfFew() : lane.transactions);
    next = System.nanoTime() + APART.toNanos();
    lane.share = share;
    lane.work =
        CompletableFuture.runAsync(() -> listener.onBatch(batch), threads)
            .whenComplete((done, failure) -> ended.release());
  }

  private Transactions nextOfFew() {
    Transactions turn = ofFew.removeFirst();
    ofFew.addLast(turn);
    return turn;
  }

  /** A batch for each lane waits already; more, if it is of partitions that are worked on. */
  private boolean isRoom() {
    long enough = (long) lanes.size() * listener.batchSize();
    return waiting.count() < enough
        || (waiting.count() < 2 * enough && lanes.stream().anyMatch(Lane::isIdle));
  }

  /** Returns when a batch has ended, or it is time to look whether something has arrived. */
  private void awaitAny(Duration atMost) {
    try {
      if (ended.tryAcquire(atMost.toNanos(), TimeUnit.NANOSECONDS)) {
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
    ofFew.forEach(Transactions::close);
  }
}
