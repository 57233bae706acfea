package io.gatehouse.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.awaitility.core.ConditionTimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;

/** Plays cases; after one that did not end well the next begins with everything anew. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class Sweep {

  private final SweepTable table = new SweepTable();
  private @Nullable CasePlayer player;

  final void play(Case wanted) {
    long began = System.nanoTime();
    if (player == null) {
      player = new CasePlayer();
    }
    Stage.Findings found;
    try {
      found = player.play(wanted);
    } catch (AssertionError | ConditionTimeoutException e) {
      table.unfinished(wanted);
      System.out.printf("%s: %s%n%s%n", wanted, e.getMessage(), player.log());
      beginAnew();
      throw e;
    }
    table.finished(wanted, found.violations().size());
    System.out.printf(
        "%s: %s, %.1f s%n",
        wanted, found, Duration.ofNanos(System.nanoTime() - began).toMillis() / 1000.0);
    assertThat(found).hasToString("clean");
  }

  private void beginAnew() {
    if (player != null) {
      player.close();
      player = null;
    }
  }

  @AfterAll
  final void end() {
    beginAnew();
    System.out.println(table);
  }
}
