package io.gatehouse.bench;

import static java.util.concurrent.TimeUnit.MINUTES;
import static org.awaitility.Awaitility.await;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;

/**
 * Messages at a fixed rate, whatever becomes of them, and how long each takes to a screen: from the
 * moment it was <em>due</em> to be sent, so that a late send counts as delay, to the moment a
 * reader of committed records has it.
 */
final class OpenLoop implements AutoCloseable {

  private static final String DUE = "bench-due";

  private final String input;
  private final Backlog connector;
  private final Reader reader;
  private final Recorder delays = new Recorder(3);
  private long number;
  private final AtomicLong seen = new AtomicLong();

  /**
   * {@link Arena#CUSTOMERS} of these customers write; Kafka's client sends as it does by default.
   *
   * @param input where messages are sent
   * @param outputs where one of them has each message in the end
   */
  OpenLoop(String bootstrapServers, int customers, String input, List<String> outputs) {
    this.input = input;
    connector = new Backlog(bootstrapServers, customers, Arena.CUSTOMERS, Map.of());
    reader = new Reader(bootstrapServers, outputs, this::seen);
  }

  /** Sends for so long, waits until all is seen, and returns the delays in microseconds. */
  Histogram run(int perSecond, Duration lasting) {
    delays.reset();
    long start = System.nanoTime();
    long end = start + lasting.toNanos();
    long first = number;
    for (long due = start; due < end; due = due(start, number - first, perSecond)) {
      while (System.nanoTime() < due) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
      }
      Header header = new RecordHeader(DUE, ByteBuffer.allocate(Long.BYTES).putLong(due).array());
      connector.send(input, "open-", number++, List.of(header));
    }
    long sent = number - first;
    await().atMost(5, MINUTES).until(() -> seen.get() == sent);
    seen.set(0);
    return delays.getIntervalHistogram();
  }

  private static long due(long start, long sent, int perSecond) {
    return start + sent * 1_000_000_000L / perSecond;
  }

  private void seen(ConsumerRecord<byte[], byte[]> routed, long now) {
    Header header = routed.headers().lastHeader(DUE);
    if (header != null) {
      long due = ByteBuffer.wrap(header.value()).getLong();
      delays.recordValue(TimeUnit.NANOSECONDS.toMicros(now - due));
      seen.incrementAndGet();
    }
  }

  @Override
  public void close() {
    reader.close();
    connector.close();
  }
}
