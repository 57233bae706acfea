package io.gatehouse.tools;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** Reads the queues as screens do, on a thread of its own, and notes how late each message is. */
final class LoadScreen implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(100);

  private final TopicReader reader;
  private final String dueHeader;
  private final Histogram delays = new ConcurrentHistogram(3);
  private final Map<String, LongAdder> outcomes = new ConcurrentSkipListMap<>();
  private final LongAdder seen = new LongAdder();
  private final Thread thread = new Thread(this::read, "screen");
  private volatile @Nullable RuntimeException failure;
  private volatile boolean over;

  /**
   * Reads when it is started.
   *
   * @param dueHeader of the run's messages: when they were due, nanoseconds
   */
  LoadScreen(TopicReader reader, String dueHeader) {
    this.reader = reader;
    this.dueHeader = dueHeader;
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  private void read() {
    try (reader) {
      while (!over) {
        var records = reader.poll(POLL);
        long now = System.nanoTime();
        for (TopicReader.Seen each : records) {
          note(each, now);
        }
      }
    } catch (RuntimeException e) {
      failure = e;
    }
  }

  private void note(TopicReader.Seen each, long now) {
    Header due = each.source().headers().lastHeader(dueHeader);
    Decision decision = due == null ? null : Decision.of(each);
    if (due != null && decision != null) {
      long delay = now - ByteBuffer.wrap(due.value()).getLong();
      delays.recordValue(Math.max(0, TimeUnit.NANOSECONDS.toMicros(delay)));
      outcomes.computeIfAbsent(decision.outcome(), any -> new LongAdder()).increment();
      seen.increment();
    }
  }

  /** Waits until so many were seen, or nothing has come for so long. */
  void expect(long count, Duration patience) {
    long before = -1;
    long deadline = 0;
    while (seen.sum() < count && !hasFailed()) {
      if (seen.sum() != before) {
        before = seen.sum();
        deadline = System.nanoTime() + patience.toNanos();
      } else if (System.nanoTime() > deadline) {
        break;
      }
      join(POLL.toMillis());
    }
    RuntimeException failed = failure;
    if (failed != null) {
      throw failed;
    }
  }

  boolean hasFailed() {
    return failure != null;
  }

  long seen() {
    return seen.sum();
  }

  /** Microseconds; counts on while it reads. */
  Histogram delays() {
    return delays;
  }

  Map<String, Long> outcomes() {
    Map<String, Long> counts = new TreeMap<>();
    outcomes.forEach((outcome, count) -> counts.put(outcome, count.sum()));
    return counts;
  }

  private void join(long millis) {
    try {
      thread.join(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      over = true;
    }
  }

  @Override
  public void close() {
    over = true;
    if (thread.isAlive()) {
      join(TimeUnit.SECONDS.toMillis(5));
    }
  }
}
