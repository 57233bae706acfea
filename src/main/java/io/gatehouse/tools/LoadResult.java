package io.gatehouse.tools;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a load run has measured.
 *
 * @param seconds how long it sent
 * @param late the longest that a message was sent after it was due, microseconds
 * @param outcomes messages by where they came out
 * @param delays from due to seen, microseconds
 */
record LoadResult(
    long sent, double seconds, long late, Map<String, Long> outcomes, Histogram delays) {

  private static final double[] PERCENTILES = {50, 90, 99, 99.9};

  long unseen() {
    return sent - outcomes.values().stream().mapToLong(Long::longValue).sum();
  }

  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(
        "sent          %,d in %.1f s, %,.0f a second".formatted(sent, seconds, sent / seconds));
    outcomes.forEach((outcome, count) -> lines.add("%-12s  %,d".formatted(outcome, count)));
    for (double percentile : PERCENTILES) {
      lines.add(
          "%-12s  %,.1f ms"
              .formatted("p" + label(percentile), delays.getValueAtPercentile(percentile) / 1e3));
    }
    lines.add("max           %,.1f ms".formatted(delays.getMaxValue() / 1e3));
    lines.add("sent late by  %,.1f ms at most".formatted(late / 1e3));
    return lines;
  }

  ObjectNode json() {
    ObjectNode json = JsonMapper.shared().createObjectNode();
    json.put("sent", sent);
    json.put("seconds", seconds);
    json.put("unseen", unseen());
    ObjectNode counts = json.putObject("outcomes");
    outcomes.forEach(counts::put);
    ObjectNode millis = json.putObject("delayMs");
    for (double percentile : PERCENTILES) {
      millis.put("p" + label(percentile), delays.getValueAtPercentile(percentile) / 1e3);
    }
    millis.put("max", delays.getMaxValue() / 1e3);
    json.put("sentLateMs", late / 1e3);
    return json;
  }

  private static String label(double percentile) {
    return percentile == Math.rint(percentile)
        ? Long.toString((long) percentile)
        : Double.toString(percentile);
  }
}
