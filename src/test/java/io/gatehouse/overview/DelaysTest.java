package io.gatehouse.overview;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Percentiles from buckets. */
class DelaysTest {

  /** So many within 0.1 s, 1 s and 10 s, and in all. */
  @ParameterizedTest
  @CsvSource({
    // all in one bucket: spread evenly over it
    "100, 100, 100, 100, 0.5,  0.05",
    "100, 100, 100, 100, 0.99, 0.099",
    "100, 100, 100, 100, 1,    0.1",
    "0,   100, 100, 100, 0.5,  0.55",
    // half fast, half slow
    "50,  50,  100, 100, 0.5,  0.1",
    "50,  50,  100, 100, 0.75, 5.5",
    // one alone
    "0,   1,   1,   1,   0.99, 0.991",
    // beyond the last limit nobody knows how long
    "0,   0,   1,   2,   0.99, 10",
    "0,   0,   0,   2,   0.5,  10"
  })
  void the_share_lies_in_its_bucket(
      double first, double second, double third, double total, double share, double expected) {
    assertThat(delays(first, second, third, total).percentile(share))
        .hasValueCloseTo(expected, offset(1e-9));
  }

  @Test
  void without_any_there_is_no_percentile() {
    assertThat(delays(0, 0, 0, 0).percentile(0.5)).isEmpty();
    assertThat(Delays.NONE.orNull(0.5)).isNull();
  }

  @Test
  void what_came_before_does_not_count() {
    Delays earlier = delays(1000, 1000, 1000, 1000);
    Delays later = earlier.plus(delays(0, 10, 10, 10));

    assertThat(later.since(earlier).percentile(0.5)).hasValueCloseTo(0.55, offset(1e-9));
    assertThat(later.since(later).percentile(0.5)).isEmpty();
    assertThat(later.since(Delays.NONE)).isEqualTo(later);
  }

  private static Delays delays(double first, double second, double third, double total) {
    var within = new TreeMap<Double, Double>();
    within.put(0.1, first);
    within.put(1.0, second);
    within.put(10.0, third);
    return new Delays(within, total);
  }
}
