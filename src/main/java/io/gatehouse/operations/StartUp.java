package io.gatehouse.operations;

import io.gatehouse.history.Fingerprints;
import io.gatehouse.history.HistoryPeriods;
import io.gatehouse.kafka.Outage;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.errors.RetriableException;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.LivenessState;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * What has to be there before the first consumer starts. Waits for the database and the broker, and
 * for what the broker denies; HTTP is up by then and says so.
 */
@Component
class StartUp implements SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(StartUp.class);
  private static final Duration BETWEEN_TRIES = Duration.ofSeconds(1);

  private final Flyway flyway;
  private final TopicProvisioner topics;
  private final Fingerprints fingerprints;
  private final HistoryPeriods history;
  private final Clock clock;
  private final ApplicationEventPublisher events;
  private volatile boolean done;
  private volatile @Nullable String waitingFor;

  StartUp(
      Flyway flyway,
      TopicProvisioner topics,
      Fingerprints fingerprints,
      HistoryPeriods history,
      Clock clock,
      ApplicationEventPublisher events) {
    this.flyway = flyway;
    this.topics = topics;
    this.fingerprints = fingerprints;
    this.history = history;
    this.clock = clock;
    this.events = events;
  }

  @Override
  public void start() {
    // Boot says "broken" until the start is over, and a worker that only waits would be killed.
    AvailabilityChangeEvent.publish(events, this, LivenessState.CORRECT);
    Instant began = clock.instant();
    for (Runnable step :
        List.<Runnable>of(
            flyway::migrate, fingerprints::requireKey, history::maintain, topics::provision)) {
      untilDone(step);
    }
    if (waitingFor != null) {
      log.info(
          "the start goes on after {} s", Duration.between(began, clock.instant()).toSeconds());
      waitingFor = null;
    }
    done = true;
  }

  private void untilDone(Runnable step) {
    while (true) {
      try {
        step.run();
        return;
      } catch (RuntimeException e) {
        Outage outage = Outage.of(e);
        if (!passes(outage, e)) {
          throw e;
        }
        waitFor(outage, e);
      }
    }
  }

  /** What is wrong in the settings or in the topics stops the start instead. */
  private static boolean passes(Outage outage, RuntimeException failure) {
    return switch (outage) {
      case DATABASE, BROKER_ACCESS -> true;
      case BROKER -> failure instanceof RetriableException;
      case DATABASE_ACCESS, EARLIER_RECORDS, FAULT -> false;
    };
  }

  /** What keeps the consumers from starting, null if nothing does. */
  @Nullable String waitingFor() {
    return waitingFor;
  }

  /** Says it once, and until then tries again. */
  private void waitFor(Outage outage, RuntimeException failure) {
    String now = outage.words() + " (" + Outage.rootCause(failure) + ")";
    if (!now.equals(waitingFor)) {
      log.warn("waits for {}", now);
      waitingFor = now;
    }
    pause();
  }

  /**
   * Without a time limit of its own: Spring ends the start at a SIGTERM only where it finds its
   * thread waiting so, and otherwise lets the SIGTERM wait for the start.
   */
  private static void pause() {
    var over = new CompletableFuture<@Nullable Void>();
    over.completeOnTimeout(null, BETWEEN_TRIES.toMillis(), TimeUnit.MILLISECONDS);
    try {
      over.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("stopped while waiting", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void stop() {
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
