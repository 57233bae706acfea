package io.gatehouse.nemesis;

import io.gatehouse.topics.Topic;
import io.gatehouse.worker.KafkaProbe;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** A steady stream of good messages, over enough customers to meet every partition. */
final class Feed implements AutoCloseable {

  private static final int CUSTOMERS = 200;
  private static final int TICK_MS = 20;

  private final KafkaProbe kafka;
  private final AtomicLong number = new AtomicLong();
  private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();

  Feed(KafkaProbe kafka) {
    this.kafka = kafka;
  }

  void start(int perSecond) {
    var unused =
        thread.scheduleAtFixedRate(
            () -> send(perSecond * TICK_MS / 1_000), 0, TICK_MS, TimeUnit.MILLISECONDS);
  }

  private void send(int count) {
    for (int i = 0; i < count; i++) {
      send(kafka, number.getAndIncrement());
    }
  }

  static void send(KafkaProbe kafka, long number) {
    String customer = "c-" + number % CUSTOMERS;
    kafka.sendSoon(
        Topic.MESSAGES_INBOUND,
        customer,
        """
        {"messageId": "%d", "customerId": "%s", "channel": "sms", "sentAt": "2026-11-21T10:00:00Z", "text": "x"}"""
            .formatted(number, customer));
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
