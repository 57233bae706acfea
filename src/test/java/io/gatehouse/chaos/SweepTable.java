package io.gatehouse.chaos;

import java.util.EnumMap;
import java.util.Map;

/** What came of a sweep, by fault and run. */
final class SweepTable {

  private static final class Count {
    int cases;
    int violations;
    int unfinished;
  }

  private final Map<Fault, Map<Run, Count>> counts = new EnumMap<>(Fault.class);

  private Count of(Case played) {
    return counts
        .computeIfAbsent(played.fault(), any -> new EnumMap<>(Run.class))
        .computeIfAbsent(played.run(), any -> new Count());
  }

  void finished(Case played, int violations) {
    Count count = of(played);
    count.cases++;
    count.violations += violations;
  }

  /** Something was not reached or not answered in time. */
  void unfinished(Case played) {
    Count count = of(played);
    count.cases++;
    count.unfinished++;
  }

  @Override
  public String toString() {
    var text =
        new StringBuilder(
            "%-16s %-24s %6s %11s %11s%n"
                .formatted("fault", "run", "cases", "unfinished", "violations"));
    var all = new Count();
    counts.forEach(
        (fault, runs) ->
            runs.forEach(
                (run, count) -> {
                  text.append(line(fault.name(), run.name(), count));
                  all.cases += count.cases;
                  all.unfinished += count.unfinished;
                  all.violations += count.violations;
                }));
    return text.append(line("all", "", all)).toString();
  }

  private static String line(String fault, String run, Count count) {
    return "%-16s %-24s %6d %11d %11d%n"
        .formatted(fault, run, count.cases, count.unfinished, count.violations);
  }
}
