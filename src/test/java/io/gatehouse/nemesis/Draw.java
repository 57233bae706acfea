package io.gatehouse.nemesis;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * All that is left to chance in one lane: the same for the same seed. Waiting ends with the run.
 */
final class Draw {

  private final Random random;
  private final CountDownLatch over;

  Draw(long seed, String lane, CountDownLatch over) {
    this.random = new Random(31 * seed + lane.hashCode());
    this.over = over;
  }

  Random random() {
    return random;
  }

  int below(int bound) {
    return random.nextInt(bound);
  }

  <T> T oneOf(List<T> all) {
    return all.get(random.nextInt(all.size()));
  }

  boolean isOver() {
    return over.getCount() == 0;
  }

  Duration between(long fromMs, long toMs) {
    return Duration.ofMillis(random.nextLong(fromMs, toMs + 1));
  }

  /** Keeps things as they are for a time between these, or to the end of the run. */
  void hold(long fromMs, long toMs) throws InterruptedException {
    hold(between(fromMs, toMs));
  }

  void hold(Duration time) throws InterruptedException {
    var unused = over.await(time.toMillis(), TimeUnit.MILLISECONDS);
  }
}
