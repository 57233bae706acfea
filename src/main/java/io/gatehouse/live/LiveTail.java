package io.gatehouse.live;

import io.gatehouse.kafka.KafkaClients;
import io.gatehouse.tickets.Queue;
import io.gatehouse.topics.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the queues into a ring, on a thread of its own, as long as somebody wants it. Begins a
 * little before now, for those who come from another worker.
 */
final class LiveTail implements Runnable {

  private static final Logger log = LoggerFactory.getLogger(LiveTail.class);
  private static final Duration LOOK_BACK = Duration.ofMinutes(2);
  private static final Duration POLL = Duration.ofMillis(500);

  /** About 10 MB. */
  private static final int CAPACITY = 20_000;

  /** A partition of a queue; its place in the list is its number in {@link LivePosition}. */
  private record Place(Queue queue, TopicPartition partition) {}

  private final KafkaClients clients;
  private final Topics topics;
  private final Instant begin;
  private final CompletableFuture<LiveRing> ring = new CompletableFuture<>();
  private volatile boolean stopped;

  LiveTail(KafkaClients clients, Topics topics, Instant now) {
    this.clients = clients;
    this.topics = topics;
    this.begin = now.minus(LOOK_BACK);
  }

  /** Filled once it is known where the queues begin; fails if the broker cannot be read. */
  CompletableFuture<LiveRing> ring() {
    return ring;
  }

  /** Whether nothing comes from it any more. */
  boolean over() {
    return stopped;
  }

  void stop() {
    stopped = true;
  }

  @Override
  public void run() {
    try (Consumer<byte[], byte[]> consumer = clients.reader("live")) {
      List<Place> places = places(consumer);
      List<TopicPartition> partitions = places.stream().map(Place::partition).toList();
      consumer.assign(partitions);
      ring.complete(new LiveRing(CAPACITY, seek(consumer, partitions)));
      Map<TopicPartition, Integer> numbers = new HashMap<>();
      partitions.forEach(partition -> numbers.put(partition, numbers.size()));
      while (!stopped) {
        List<LiveEvent> events = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          int number =
              numbers.getOrDefault(new TopicPartition(record.topic(), record.partition()), 0);
          LiveRecords.event(number, places.get(number).queue(), record).ifPresent(events::add);
        }
        ring.join().add(events);
      }
    } catch (RuntimeException e) {
      // Those who listen come again, and are told then what they missed.
      log.warn("the live stream of the queues broke off: {}", e.getClass().getName());
      ring.completeExceptionally(e);
    } finally {
      stopped = true;
      if (ring.isDone() && !ring.isCompletedExceptionally()) {
        ring.join().end();
      }
    }
  }

  private List<Place> places(Consumer<byte[], byte[]> consumer) {
    return Arrays.stream(Queue.values())
        .flatMap(
            queue -> {
              String topic = topics.name(queue.topic());
              return consumer.partitionsFor(topic).stream()
                  .sorted(Comparator.comparingInt(PartitionInfo::partition))
                  .map(info -> new Place(queue, new TopicPartition(topic, info.partition())));
            })
        .toList();
  }

  /** Goes to where it begins, and returns what is before that. */
  private LivePosition seek(Consumer<byte[], byte[]> consumer, List<TopicPartition> partitions) {
    Map<TopicPartition, Long> times = new HashMap<>();
    partitions.forEach(partition -> times.put(partition, begin.toEpochMilli()));
    Map<TopicPartition, OffsetAndTimestamp> found = consumer.offsetsForTimes(times);
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    long[] before = new long[partitions.size()];
    for (int i = 0; i < before.length; i++) {
      TopicPartition partition = partitions.get(i);
      OffsetAndTimestamp first = found.get(partition);
      long start = first == null ? ends.getOrDefault(partition, 0L) : first.offset();
      consumer.seek(partition, start);
      before[i] = start - 1;
    }
    return LivePosition.of(before);
  }
}
