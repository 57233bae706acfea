package io.gatehouse.operations;

import io.gatehouse.history.Fingerprints;
import io.gatehouse.history.HistoryPeriods;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.errors.RetriableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * What has to be there before the first consumer starts. Waits for the broker; HTTP is up by then
 * and says so.
 */
@Component
class StartUp implements SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(StartUp.class);
  private static final Duration BETWEEN_TRIES = Duration.ofSeconds(1);

  private final TopicProvisioner topics;
  private final Fingerprints fingerprints;
  private final HistoryPeriods history;
  private final Clock clock;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private volatile boolean done;

  StartUp(TopicProvisioner topics, Fingerprints fingerprints, HistoryPeriods history, Clock clock) {
    this.topics = topics;
    this.fingerprints = fingerprints;
    this.history = history;
    this.clock = clock;
  }

  @Override
  public void start() {
    fingerprints.requireKey();
    history.maintain();
    Instant began = clock.instant();
    boolean waiting = false;
    while (!done) {
      try {
        topics.provision();
        done = true;
      } catch (RetriableException e) {
        if (!waiting) {
          log.warn("waits for the broker ({})", e.getMessage());
          waiting = true;
        }
        pause();
      }
    }
    if (waiting) {
      log.info(
          "the broker answered after {} s", Duration.between(began, clock.instant()).toSeconds());
    }
  }

  private void pause() {
    try {
      if (stopped.await(BETWEEN_TRIES.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new IllegalStateException("stopped while waiting for the broker");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for the broker", e);
    }
  }

  @Override
  public void stop() {
    stopped.countDown();
    done = false;
  }

  @Override
  public boolean isRunning() {
    return done;
  }

  /** Before the consumers, after HTTP. */
  @Override
  public int getPhase() {
    return Integer.MAX_VALUE - 200;
  }
}
