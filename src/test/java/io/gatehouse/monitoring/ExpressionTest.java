package io.gatehouse.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an expression reads is found in it, and nothing else. */
class ExpressionTest {

  @ParameterizedTest
  @CsvSource(
      delimiterString = " => ",
      quoteCharacter = '`',
      value = {
        "up => up",
        "up == 0 => up",
        "a:b_c:sum{x=\"inbound\"} > 5000 and deriv(a:b_c:sum[10m]) > 0 => a:b_c:sum{x=\"inbound\"}, a:b_c:sum",
        "sum by (job, le) (rate(some_bucket{a=~\".*(x|y)\"}[5m])) => some_bucket{a=~\".*(x|y)\"}",
        "label_replace(some, \"to\", \"$1\", \"from\", \"(.*)\") offset 1d / 1e9 => some",
        "a and on (job) b or vector(0) unless c{x=\"and {y}\"} => a, b, c{x=\"and {y}\"}",
        "count(ALERTS{alertname=~\"G.*\"}) or vector(0) => ALERTS{alertname=~\"G.*\"}",
        "rate(x{i=~\"$instance\"}[$__rate_interval]) => x{i=~\".*\"}",
      })
  void selectors(String text, String expected) {
    assertThat(Expression.of("here", text).selectors())
        .extracting(Expression::text)
        .containsExactly(expected.split(", (?![^{]*})"));
  }
}
