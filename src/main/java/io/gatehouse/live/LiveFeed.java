package io.gatehouse.live;

import io.gatehouse.kafka.KafkaClients;
import io.gatehouse.topics.Topics;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * The changes on all queues for those who listen. The queues are read once, however many listen,
 * and not at all while nobody does.
 */
@Component
public class LiveFeed implements SmartLifecycle {

  private static final Duration LINGER = Duration.ofMinutes(1);
  private static final int PATIENCE_SECONDS = 10;

  private final KafkaClients clients;
  private final Topics topics;
  private final Clock clock;
  private @Nullable LiveTail tail;
  private int listeners;
  private Instant lastListened = Instant.MIN;
  private boolean running;

  LiveFeed(KafkaClients clients, Topics topics, Clock clock) {
    this.clients = clients;
    this.topics = topics;
    this.clock = clock;
  }

  /**
   * Listens.
   *
   * @param after the position up to which somebody has heard; null for from now on
   * @throws KafkaException if the queues cannot be read at the moment
   */
  public LiveListener listen(@Nullable String after) {
    LiveRing ring = join();
    try {
      Optional<LiveRing.Reader> reader =
          Optional.ofNullable(after).flatMap(LivePosition::decode).flatMap(ring::after);
      boolean missed = after != null && reader.isEmpty();
      return new LiveListener(ring, reader.orElseGet(ring::fromNow), missed, this::left);
    } catch (RuntimeException e) {
      left();
      throw e;
    }
  }

  private LiveRing join() {
    LiveTail current;
    synchronized (this) {
      if (!running) {
        throw new KafkaException("the worker stops");
      }
      current = tail;
      if (current == null || current.over()) {
        current = new LiveTail(clients, topics, clock.instant());
        tail = current;
        Thread.ofPlatform().name("live").daemon().start(current);
      }
      listeners++;
    }
    try {
      return current.ring().orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    } catch (RuntimeException e) {
      left();
      throw new KafkaException("the queues cannot be read", e);
    }
  }

  private synchronized void left() {
    listeners--;
    lastListened = clock.instant();
  }

  /** How many listen at the moment. */
  public synchronized int listeners() {
    return listeners;
  }

  /** Who only comes again finds it running. */
  @Scheduled(fixedDelay = 10, timeUnit = TimeUnit.SECONDS)
  synchronized void endIfNobodyListens() {
    if (tail != null && listeners == 0 && lastListened.plus(LINGER).isBefore(clock.instant())) {
      tail.stop();
      tail = null;
    }
  }

  @Override
  public synchronized void start() {
    running = true;
  }

  /** Before HTTP, which else would wait for all who listen. */
  @Override
  public synchronized void stop() {
    running = false;
    if (tail != null) {
      tail.stop();
      tail = null;
    }
  }

  @Override
  public synchronized boolean isRunning() {
    return running;
  }
}
