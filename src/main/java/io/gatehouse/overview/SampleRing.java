package io.gatehouse.overview;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.springframework.stereotype.Component;

/** The samples of the last quarter of an hour, the oldest first. */
@Component
class SampleRing {

  static final Duration BETWEEN = Duration.ofSeconds(5);
  static final Duration KEPT = Duration.ofMinutes(15);

  private static final int MOST = (int) KEPT.dividedBy(BETWEEN) + 1;

  private final Deque<Sample> samples = new ArrayDeque<>();

  /** Not if the clock went back, because a rate needs time that passes. */
  synchronized void add(Sample sample) {
    if (!samples.isEmpty() && !sample.at().isAfter(samples.getLast().at())) {
      return;
    }
    samples.add(sample);
    if (samples.size() > MOST) {
      samples.remove();
    }
  }

  synchronized List<Sample> all() {
    return List.copyOf(samples);
  }

  /** The newest of some that is this much older than the last of them, or else the oldest. */
  static Sample before(List<Sample> samples, Duration age) {
    Instant limit = samples.getLast().at().minus(age);
    return samples.reversed().stream()
        .filter(sample -> !sample.at().isAfter(limit))
        .findFirst()
        .orElse(samples.getFirst());
  }
}
