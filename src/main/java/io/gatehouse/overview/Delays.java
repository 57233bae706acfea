package io.gatehouse.overview;

import java.util.Map;
import java.util.NavigableMap;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How many took how long.
 *
 * @param within for each limit in seconds, how many took that long at most
 * @param total of all, those beyond the last limit too
 */
record Delays(NavigableMap<Double, Double> within, double total) {

  static final Delays NONE = new Delays(new TreeMap<>(), 0);

  Delays plus(Delays other) {
    return combined(other, 1);
  }

  /** Those that have come since. */
  Delays since(Delays earlier) {
    return combined(earlier, -1);
  }

  private Delays combined(Delays other, int sign) {
    NavigableMap<Double, Double> sum = new TreeMap<>(within);
    other.within.forEach((limit, count) -> sum.merge(limit, sign * count, Double::sum));
    return new Delays(sum, total + sign * other.total);
  }

  /**
   * The delay in seconds that this share of them did not exceed, as if those between two limits
   * were spread evenly; the last limit, if it is beyond that. Empty without any.
   *
   * @param share above 0 to 1
   */
  OptionalDouble percentile(double share) {
    if (total <= 0) {
      return OptionalDouble.empty();
    }
    double rank = share * total;
    double below = 0;
    double from = 0;
    for (Map.Entry<Double, Double> bucket : within.entrySet()) {
      double limit = bucket.getKey();
      double count = bucket.getValue();
      if (count >= rank && count > below) {
        return OptionalDouble.of(from + (limit - from) * (rank - below) / (count - below));
      }
      below = count;
      from = limit;
    }
    return OptionalDouble.of(from);
  }

  @Nullable Double orNull(double share) {
    OptionalDouble percentile = percentile(share);
    return percentile.isPresent() ? percentile.getAsDouble() : null;
  }
}
