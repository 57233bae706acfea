package io.gatehouse.overview;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The meters at one moment. Counts and delays are those since the start of the worker.
 *
 * @param lag records that wait, by input topic; null while the broker does not say
 * @param openTickets by queue
 */
record Sample(
    Instant at,
    Map<Tally, Double> counts,
    Map<Work, Delays> delays,
    @Nullable Map<String, Long> lag,
    Map<String, Long> openTickets,
    long heapUsedBytes) {

  /** How many a second since then. */
  double perSecond(Tally tally, Sample earlier) {
    double count = counts.getOrDefault(tally, 0.0) - earlier.counts.getOrDefault(tally, 0.0);
    return count / seconds(earlier);
  }

  double perSecond(Work work, Sample earlier) {
    return counts.keySet().stream()
        .filter(tally -> tally.work() == work)
        .mapToDouble(tally -> perSecond(tally, earlier))
        .sum();
  }

  Delays delays(Work work, Sample earlier) {
    return delays(work).since(earlier.delays(work));
  }

  private Delays delays(Work work) {
    return Objects.requireNonNullElse(delays.get(work), Delays.NONE);
  }

  double seconds(Sample earlier) {
    return Duration.between(earlier.at, at).toNanos() / 1e9;
  }

  @Nullable Long totalLag() {
    return lag == null ? null : lag.values().stream().mapToLong(Long::longValue).sum();
  }
}
