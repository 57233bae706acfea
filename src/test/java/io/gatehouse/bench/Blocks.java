package io.gatehouse.bench;

import static java.util.concurrent.TimeUnit.MINUTES;

import io.gatehouse.topics.Topic;
import io.gatehouse.worker.KafkaProbe;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;
import tools.jackson.databind.json.JsonMapper;

/**
 * Agents who block a contact every 50 ms, and how long each block takes to its outcome: from when
 * it was due to be sent to when a reader of committed records has the answer.
 */
final class Blocks implements AutoCloseable {

  private static final Duration PAUSE = Duration.ofMillis(50);

  private final Arena arena;
  private final KafkaProbe kafka;
  private final Reader reader;
  private final Map<String, Long> due = new ConcurrentHashMap<>();
  private final Recorder delays = new Recorder(3);
  private final AtomicInteger answered = new AtomicInteger();
  private final ScheduledExecutorService agents = Executors.newSingleThreadScheduledExecutor();
  private final long start;
  private int sent;

  Blocks(Arena arena) {
    this.arena = arena;
    String bootstrapServers = arena.services().bootstrapServers();
    kafka = new KafkaProbe(bootstrapServers);
    reader =
        new Reader(bootstrapServers, List.of(Topic.COMMANDS_OUTCOME.contractName()), this::seen);
    start = System.nanoTime();
    var unused =
        agents.scheduleAtFixedRate(this::block, 0, PAUSE.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void block() {
    String id = arena.nextToBlock();
    String commandId = "block-" + id;
    due.put(commandId, start + PAUSE.toNanos() * sent++);
    kafka.sendSoon(
        Topic.COMMANDS_BLOCK,
        id,
        """
        {"commandId": "%s", "customerId": "%s", "actor": {"id": "agent-7"}, "reason": "spam"}"""
            .formatted(commandId, id));
    kafka.flush(); // nothing else goes with it
  }

  private void seen(ConsumerRecord<byte[], byte[]> outcome, long now) {
    String commandId =
        JsonMapper.shared().readTree(outcome.value()).path("commandId").stringValue("");
    Long dueAt = due.remove(commandId);
    if (dueAt != null) {
      delays.recordValue(TimeUnit.NANOSECONDS.toMicros(now - dueAt));
      answered.incrementAndGet();
    }
  }

  /** Waits until as many more are answered as are sent in this time. */
  void await(Duration time) {
    long more = answered.get() + time.dividedBy(PAUSE);
    Awaitility.await().atMost(10, MINUTES).until(() -> answered.get() >= more);
  }

  /** Of those answered since the last call, in microseconds. */
  Histogram delays() {
    return delays.getIntervalHistogram();
  }

  /** Stops, and waits for the last outcome. */
  @Override
  public void close() {
    agents.close();
    Awaitility.await().atMost(1, MINUTES).until(due::isEmpty);
    reader.close();
    kafka.close();
  }
}
