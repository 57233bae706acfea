package io.gatehouse.kafka;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.INTEGER;

import io.gatehouse.topics.Topic;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who works on what, and when; nothing is published. */
class LanesTest {

  private static final int BATCH = 1_000;

  /** What a consumer finds when it reads on. */
  private static final class Reader extends MockConsumer<byte[], byte[]> implements ReadingAhead {
    private final Queue<ConsumerRecords<byte[], byte[]>> arrived = new ArrayDeque<>();
    private final CountDownLatch allRead = new CountDownLatch(1);

    Reader() {
      super("earliest");
    }

    @Override
    public ConsumerRecords<byte[], byte[]> readAhead() {
      ConsumerRecords<byte[], byte[]> next = arrived.poll();
      if (next == null) {
        allRead.countDown();
        return ConsumerRecords.empty();
      }
      return next;
    }
  }

  /** Checks that each partition is worked on once at a time, in its order and without a gap. */
  private static class Listener implements BatchListener {
    private final Map<Integer, Long> next = new ConcurrentHashMap<>();
    private final Map<Integer, Thread> busy = new ConcurrentHashMap<>();
    private final Consumer<List<ConsumerRecord<byte[], byte[]>>> work;

    Listener(Consumer<List<ConsumerRecord<byte[], byte[]>>> work) {
      this.work = work;
    }

    @Override
    public String name() {
      return "test";
    }

    @Override
    public Topic topic() {
      return Topic.MESSAGES_INBOUND;
    }

    @Override
    public int concurrency() {
      return 2;
    }

    @Override
    public int batchSize() {
      return BATCH;
    }

    @Override
    public boolean worksBesideConsumer() {
      return true;
    }

    @Override
    public void onBatch(Batch batch) {
      List<Integer> partitions =
          batch.records().stream().map(ConsumerRecord::partition).distinct().toList();
      for (int partition : partitions) {
        assertThat(busy.putIfAbsent(partition, Thread.currentThread())).isNull();
      }
      work.accept(batch.records());
      for (ConsumerRecord<byte[], byte[]> each : batch.records()) {
        assertThat(each.offset()).isEqualTo(next.getOrDefault(each.partition(), 0L));
        next.put(each.partition(), each.offset() + 1);
      }
      busy.keySet().removeAll(partitions);
    }
  }

  private final Reader consumer = new Reader();

  private static Lanes lanes(Listener listener) {
    return new Lanes(
        listener,
        (name, overrides, beside) ->
            new Transactions(
                () -> {
                  throw new AssertionError("nothing is published here");
                },
                beside));
  }

  @Test
  void each_partition_is_answered_in_its_order_side_by_side_with_others() {
    var together = new CountDownLatch(2);
    var listener = new Listener(batch -> meet(together));
    consumer.arrived.add(read(0, 5_000, 2_000));
    consumer.arrived.add(read(3, 0, 10));
    try (var lanes = lanes(listener)) {
      List<ConsumerRecord<byte[], byte[]>> polled = new ArrayList<>(records(0, 0, 5_000));
      polled.addAll(records(1, 0, 300));
      polled.addAll(records(2, 0, 2_500));

      lanes.work(polled, consumer, true);
    }

    assertThat(listener.next).isEqualTo(Map.of(0, 7_000L, 1, 300L, 2, 2_500L, 3, 10L));
  }

  @Test
  void who_needs_the_consumer_works_on_its_thread() {
    List<Thread> threads = new ArrayList<>();
    var listener =
        new Listener(batch -> threads.add(Thread.currentThread())) {
          @Override
          public boolean worksBesideConsumer() {
            return false;
          }
        };
    try (var lanes = lanes(listener)) {
      lanes.work(records(0, 0, 5_000), consumer, true);
    }

    assertThat(threads).containsExactly(Thread.currentThread());
  }

  @RepeatedTest(20)
  void little_is_one_batch_and_what_comes_meanwhile_another() {
    List<Integer> batches = new ArrayList<>();
    var listener =
        new Listener(
            batch -> {
              batches.add(batch.size());
              await(consumer.allRead);
            });
    consumer.arrived.add(read(0, 400, 100)); // perhaps with the first
    consumer.arrived.add(read(0, 500, 100));
    consumer.arrived.add(read(2, 0, 100));
    try (var lanes = lanes(listener)) {
      List<ConsumerRecord<byte[], byte[]>> polled = new ArrayList<>(records(0, 0, 400));
      polled.addAll(records(1, 0, 200));

      lanes.work(polled, consumer, true);
    }

    assertThat(batches).hasSize(2).first(INTEGER).isBetween(600, 700);
    assertThat(listener.next).isEqualTo(Map.of(0, 600L, 1, 200L, 2, 100L));
  }

  /** If each of these waited for more, it would take six seconds. */
  @Test
  @Timeout(4)
  void full_batches_are_not_held_back_however_small_they_may_be() {
    Listener listener =
        new Listener(batch -> {}) {
          @Override
          public int batchSize() {
            return 1;
          }
        };
    try (var lanes = lanes(listener)) {
      for (int from = 0; from < 2_997; from += 999) {
        lanes.work(records(0, from, 999), consumer, true);
      }
    }

    assertThat(listener.next).isEqualTo(Map.of(0, 2_997L));
  }

  @RepeatedTest(20)
  void what_comes_while_little_fails_is_not_begun() {
    List<Long> begun = new ArrayList<>();
    var listener =
        new Listener(
            batch -> {
              begun.add(batch.getFirst().offset());
              await(consumer.allRead);
              throw new IllegalStateException("on purpose");
            });
    for (int i = 0; i < 5; i++) {
      consumer.arrived.add(read(0, 10 + i, 1));
    }
    try (var lanes = lanes(listener)) {
      assertThatThrownBy(() -> lanes.work(records(0, 0, 10), consumer, true))
          .hasMessage("on purpose");
    }

    assertThat(begun).containsExactly(0L);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "199 | test-few-0{compression.type=none}, test-few-1{compression.type=none}",
        "200 | test-1{}, test-1{}"
      })
  void a_few_records_leave_uncompressed_through_producers_of_their_own_by_turns(
      int count, String used) {
    List<String> opened = new ArrayList<>();
    var listener =
        new Listener(records -> {}) {
          @Override
          public void onBatch(Batch batch) {
            batch.publish(transaction -> {});
          }
        };
    try (var lanes =
        new Lanes(
            listener,
            (name, overrides, beside) ->
                new Transactions(
                    () -> {
                      opened.add(name + overrides);
                      throw new IllegalStateException("on purpose");
                    },
                    beside))) {
      for (int i = 0; i < 2; i++) {
        assertThatThrownBy(() -> lanes.work(records(0, 0, count), consumer, true))
            .hasMessage("on purpose");
      }
    }

    assertThat(String.join(", ", opened)).isEqualTo(used);
  }

  @RepeatedTest(20)
  void nothing_is_begun_after_a_batch_that_failed_in_its_partition() {
    List<Long> ofPartition0 = new ArrayList<>();
    var failed = new CountDownLatch(1);
    var listener =
        new Listener(
            batch -> {
              if (batch.getFirst().partition() == 1) {
                await(failed);
                return;
              }
              ofPartition0.add(batch.getFirst().offset());
              failed.countDown();
              throw new IllegalStateException("on purpose");
            });
    try (var lanes = lanes(listener)) {
      List<ConsumerRecord<byte[], byte[]>> polled = new ArrayList<>(records(0, 0, 5_000));
      polled.addAll(records(1, 0, 5_000));

      assertThatThrownBy(() -> lanes.work(polled, consumer, true)).hasMessage("on purpose");
    }

    assertThat(ofPartition0).containsExactly(0L);
  }

  @Test
  void after_a_failure_it_works_again() {
    Map<Integer, Boolean> failedOnce = new ConcurrentHashMap<>();
    var listener =
        new Listener(
            batch -> {
              if (failedOnce.putIfAbsent(0, true) == null) {
                throw new IllegalStateException("on purpose");
              }
            });
    try (var lanes = lanes(listener)) {
      assertThatThrownBy(() -> lanes.work(records(7, 0, 3_000), consumer, true))
          .hasMessage("on purpose");
      listener.busy.clear();

      lanes.work(records(0, 0, 3_000), consumer, false);
    }

    assertThat(listener.next).isEqualTo(Map.of(0, 3_000L));
  }

  @Test
  void nothing_is_begun_once_it_winds_up() {
    List<Lanes> itself = new ArrayList<>();
    var listener = new Listener(batch -> itself.getFirst().windUp());
    try (var lanes = lanes(listener)) {
      itself.add(lanes);
      lanes.work(records(0, 0, 5_000), consumer, true);
      lanes.work(records(0, 5_000, 10), consumer, true);
    }

    assertThat(listener.next).isEqualTo(Map.of(0, 1_000L));
  }

  /** Waits for all that are to come. */
  private static void meet(CountDownLatch latch) {
    latch.countDown();
    await(latch);
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(10, SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static ConsumerRecords<byte[], byte[]> read(int partition, long from, int count) {
    return new ConsumerRecords<>(
        Map.of(new TopicPartition("topic", partition), records(partition, from, count)),
        new HashMap<>());
  }

  private static List<ConsumerRecord<byte[], byte[]>> records(int partition, long from, int count) {
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (long offset = from; offset < from + count; offset++) {
      records.add(new ConsumerRecord<>("topic", partition, offset, new byte[0], new byte[0]));
    }
    return records;
  }
}
