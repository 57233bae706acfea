package io.gatehouse.proof;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What breaks one property. Counts all and keeps the earliest. */
final class Findings {

  /** Comes last. */
  static final long UNKNOWN_TIME = Long.MAX_VALUE;

  private static final Comparator<Violation> BY_TIME = Comparator.comparingLong(Violation::at);
  private static final int KEPT = 1_000;

  private final Property property;
  private List<Violation> kept = new ArrayList<>();
  private long count;

  Findings(Property property) {
    this.property = property;
  }

  Property property() {
    return property;
  }

  void add(Entry entry, String what) {
    add(entry.position().toString(), entry.customer(), entry.timestamp(), what);
  }

  /** About a row; {@code at} is the append time of the record that it belongs to. */
  void add(String row, @Nullable String customer, long at, String what) {
    count++;
    kept.add(new Violation(property, what, row, customer, at));
    if (kept.size() >= 2 * KEPT) {
      kept = new ArrayList<>(earliest());
    }
  }

  long count() {
    return count;
  }

  Optional<Violation> first() {
    return kept.stream().min(BY_TIME);
  }

  /** In order of append time, at most a thousand. */
  List<Violation> earliest() {
    return kept.stream().sorted(BY_TIME).limit(KEPT).toList();
  }
}
