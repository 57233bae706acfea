package io.gatehouse.overview;

import io.gatehouse.tickets.Queue;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.distribution.CountAtBucket;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;

/** Reads the worker's meters. Counts nothing by itself. */
@Component
class MeterReader {

  private final MeterRegistry meters;

  MeterReader(MeterRegistry meters) {
    this.meters = meters;
  }

  Map<Tally, Double> counts() {
    Map<Tally, Double> counts = new HashMap<>();
    for (Work work : Work.values()) {
      for (Counter counter : meters.find(work.counter()).counters()) {
        var tally = new Tally(work, tag(counter, "command"), tag(counter, work.outcomeTag()));
        counts.merge(tally, counter.count(), Double::sum);
      }
    }
    return counts;
  }

  private static String tag(Meter meter, String name) {
    return Objects.requireNonNullElse(meter.getId().getTag(name), "");
  }

  Map<Work, Delays> delays() {
    Map<Work, Delays> delays = new EnumMap<>(Work.class);
    for (Work work : Work.values()) {
      for (Timer timer : meters.find(work.delay()).timers()) {
        delays.merge(work, delays(timer), Delays::plus);
      }
    }
    return delays;
  }

  private static Delays delays(Timer timer) {
    var snapshot = timer.takeSnapshot();
    NavigableMap<Double, Double> within = new TreeMap<>();
    for (CountAtBucket bucket : snapshot.histogramCounts()) {
      double limit = bucket.bucket(TimeUnit.SECONDS);
      if (Double.isFinite(limit)) {
        within.put(limit, bucket.count());
      }
    }
    return new Delays(within, snapshot.count());
  }

  Map<String, Long> openTickets() {
    Map<String, Long> open = new TreeMap<>();
    for (Queue queue : Queue.values()) {
      open.put(queue.label(), sum("gatehouse.tickets.open", "queue", queue.label()));
    }
    return open;
  }

  long heapUsedBytes() {
    return sum("jvm.memory.used", "area", "heap");
  }

  long heapMaxBytes() {
    return sum("jvm.memory.max", "area", "heap");
  }

  /** Share of all processors, 0 to 1. */
  double processorUse() {
    return meters.find("process.cpu.usage").gauges().stream()
        .mapToDouble(Gauge::value)
        .filter(use -> use >= 0)
        .sum();
  }

  /** Connections to the database; {@code state} is active, max or pending. */
  long connections(String state) {
    return sum(meters.find("hikaricp.connections." + state).gauges());
  }

  private long sum(String meter, String tag, String value) {
    return sum(meters.find(meter).tag(tag, value).gauges());
  }

  /** A pool without a limit says -1. */
  private static long sum(Collection<Gauge> gauges) {
    return gauges.stream().mapToLong(gauge -> Math.max(0, (long) gauge.value())).sum();
  }
}
