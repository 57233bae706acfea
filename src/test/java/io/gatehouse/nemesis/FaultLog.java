package io.gatehouse.nemesis;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What was broken when, printed as it happens and counted for the end. */
final class FaultLog {

  private final Instant began = Instant.now();
  private final Map<String, Integer> counts = new TreeMap<>();
  private final List<String> unmended = new ArrayList<>();

  synchronized void say(String text) {
    System.out.printf(
        "nemesis %s %6.1f s  %s%n",
        Instant.now(), Duration.between(began, Instant.now()).toMillis() / 1000.0, text);
  }

  synchronized void struck(String kind) {
    counts.merge(kind, 1, Integer::sum);
  }

  /** A fault that did not end: what follows proves nothing. */
  synchronized void unmended(String kind, Exception why) {
    String text = "%s could not be mended: %s".formatted(kind, why);
    unmended.add(text);
    say(text);
  }

  synchronized Map<String, Integer> counts() {
    return new TreeMap<>(counts);
  }

  synchronized List<String> unmended() {
    return List.copyOf(unmended);
  }
}
