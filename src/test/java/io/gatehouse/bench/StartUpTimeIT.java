package io.gatehouse.bench;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.MINUTES;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * From the start of the worker's process to ready, with a broker and a database that have worked:
 * one that has just been started itself compiles meanwhile.
 */
@Tag("bench")
class StartUpTimeIT {

  private static final int STARTS = 5;

  @Test
  void start_up() {
    var results = new Results("start", "ready after s", "processor s");
    List<Double> seconds = new ArrayList<>();
    try (var arena = new Arena()) {
      arena.populate();
      for (int i = 1; i <= STARTS; i++) {
        arena.worker().terminate();
        long start = System.nanoTime();
        arena.worker().startAgain();
        await()
            .atMost(1, MINUTES)
            .pollDelay(Duration.ZERO)
            .pollInterval(100, MILLISECONDS)
            .until(() -> arena.worker().get("/actuator/health/readiness").startsWith("200"));
        seconds.add((System.nanoTime() - start) / 1e9);
        results.line(
            "" + i, seconds.getLast(), Processors.used(arena.worker().pid()).toMillis() / 1e3);
      }
    }
    results.publish(
        "start-up", "Start: ready after %.1f s (median)".formatted(Results.median(seconds)));
  }
}
