package io.gatehouse.local;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.common.metrics.KafkaMetric;
import org.apache.kafka.common.metrics.MetricsReporter;

/**
 * Runs inside the broker's JVM and stops the broker when the JVM that started it is gone.
 *
 * <p>Standard input is a pipe from the parent. The system closes it when the parent ends, also by
 * {@code kill -9}, so its end is a message that cannot be lost.
 *
 * <p>It is a metrics reporter, though it reports nothing, because that is a class the broker itself
 * loads from its settings. A class with a {@code main} around {@code kafka.Kafka} would do the
 * same, but then {@code spring-boot:test-run} would find two main classes and refuse to choose.
 */
public final class EndsWithParent implements MetricsReporter {

  private static final Duration GRACEFUL = Duration.ofSeconds(15);

  /** The broker makes one reporter as a controller and one as a broker. */
  private static final AtomicBoolean WATCHING = new AtomicBoolean();

  @Override
  public void configure(Map<String, ?> configs) {
    if (WATCHING.compareAndSet(false, true)) {
      Thread.ofPlatform().daemon().name("ends-with-parent").start(EndsWithParent::watch);
    }
  }

  private static void watch() {
    awaitEndOfInput();
    Thread.ofPlatform().daemon().name("end-at-last").start(EndsWithParent::haltWhenLate);
    System.exit(0);
  }

  private static void awaitEndOfInput() {
    try {
      while (System.in.read() >= 0) {
        // nobody writes; if somebody does, it means nothing
      }
    } catch (IOException e) {
      // a broken pipe is an ended pipe
    }
  }

  /** A broker that hangs in its shutdown would keep its port from the next run. */
  private static void haltWhenLate() {
    try {
      Thread.sleep(GRACEFUL);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Runtime.getRuntime().halt(1);
  }

  @Override
  public void init(List<KafkaMetric> metrics) {}

  @Override
  public void metricChange(KafkaMetric metric) {}

  @Override
  public void metricRemoval(KafkaMetric metric) {}

  @Override
  public void close() {}
}
