package io.gatehouse.operations;

import io.gatehouse.history.Fingerprints;
import io.gatehouse.history.HistoryPeriods;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.RetriableException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.LivenessState;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * What has to be there before the first consumer starts. Waits for the broker, and for what it
 * denies; HTTP is up by then and says so.
 */
@Component
class StartUp implements SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(StartUp.class);
  private static final Duration BETWEEN_TRIES = Duration.ofSeconds(1);

  private final TopicProvisioner topics;
  private final Fingerprints fingerprints;
  private final HistoryPeriods history;
  private final Clock clock;
  private final ApplicationEventPublisher events;
  private volatile boolean done;
  private volatile @Nullable String waitingFor;

  StartUp(
      TopicProvisioner topics,
      Fingerprints fingerprints,
      HistoryPeriods history,
      Clock clock,
      ApplicationEventPublisher events) {
    this.topics = topics;
    this.fingerprints = fingerprints;
    this.history = history;
    this.clock = clock;
    this.events = events;
  }

  @Override
  public void start() {
    // until the start is over, Boot would say "broken", and a worker that only waits would be
    // killed
    AvailabilityChangeEvent.publish(events, this, LivenessState.CORRECT);
    fingerprints.requireKey();
    history.maintain();
    Instant began = clock.instant();
    while (!done) {
      try {
        topics.provision();
        done = true;
      } catch (RetriableException e) {
        waitFor("the broker", e);
      } catch (AuthenticationException | AuthorizationException e) {
        waitFor("a login or a right at the broker", e);
      }
    }
    if (waitingFor != null) {
      log.info(
          "the broker answered after {} s", Duration.between(began, clock.instant()).toSeconds());
      waitingFor = null;
    }
  }

  /** What keeps the consumers from starting, null if nothing does. */
  @Nullable String waitingFor() {
    return waitingFor;
  }

  /** Says it once, and until then tries again. */
  private void waitFor(String what, ApiException failure) {
    String now =
        "%s (%s: %s)".formatted(what, failure.getClass().getSimpleName(), failure.getMessage());
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
      throw new IllegalStateException("stopped while waiting for the broker", e);
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
