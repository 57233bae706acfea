package io.gatehouse.overview;

import io.gatehouse.kafka.KafkaClients;
import io.gatehouse.overview.Overview.CommandCount;
import io.gatehouse.overview.Overview.Moment;
import io.gatehouse.overview.Overview.Percentiles;
import io.gatehouse.overview.Overview.Resources;
import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.stereotype.Component;

/** Puts together how this worker is doing. */
@Component
public class Overviews {

  private final Readiness readiness;
  private final SampleRing ring;
  private final MeterReader meters;
  private final KafkaClients clients;
  private final Clock clock;

  Overviews(
      Readiness readiness, SampleRing ring, MeterReader meters, KafkaClients clients, Clock clock) {
    this.readiness = readiness;
    this.ring = ring;
    this.meters = meters;
    this.clients = clients;
    this.clock = clock;
  }

  /**
   * As it is now. Asks the database and the broker how they are, for at most a few seconds.
   *
   * @param over how long back rates and delays reach, if the worker has run for so long
   */
  public Overview now(Duration over) {
    Readiness.Answer answer = readiness.ask();
    List<Sample> samples = ring.all();
    Map<Tally, Double> counts = meters.counts();
    Map<String, Map<String, Double>> rates = new TreeMap<>();
    Map<String, Percentiles> delays = new TreeMap<>();
    double seconds = 0;
    if (samples.size() > 1) {
      Sample last = samples.getLast();
      Sample before = SampleRing.before(samples, over);
      seconds = last.seconds(before);
      for (Work work : Work.values()) {
        rates.put(work.label(), rates(work, last, before));
        delays.put(work.label(), percentiles(last.delays(work, before)));
      }
    }
    return new Overview(
        clients.instanceId(),
        Instant.ofEpochMilli(ManagementFactory.getRuntimeMXBean().getStartTime()),
        clock.instant(),
        answer.ready(),
        answer.parts(),
        seconds,
        rates,
        delays,
        samples.isEmpty() ? null : samples.getLast().lag(),
        commands(counts),
        deadLetters(counts),
        meters.openTickets(),
        resources(),
        moments(samples));
  }

  /** Commands by status, everything else by what came of it. */
  private static Map<String, Double> rates(Work work, Sample last, Sample before) {
    Map<String, Double> rates = new TreeMap<>();
    last.counts().keySet().stream()
        .filter(tally -> tally.work() == work)
        .forEach(tally -> rates.merge(tally.outcome(), last.perSecond(tally, before), Double::sum));
    return rates;
  }

  private static Percentiles percentiles(Delays delays) {
    return new Percentiles(delays.orNull(0.5), delays.orNull(0.95), delays.orNull(0.99));
  }

  private static List<CommandCount> commands(Map<Tally, Double> counts) {
    return counts.entrySet().stream()
        .filter(counted -> counted.getKey().work() == Work.COMMANDS)
        .map(
            counted ->
                new CommandCount(
                    counted.getKey().command(),
                    counted.getKey().outcome(),
                    counted.getValue().longValue()))
        .sorted(Comparator.comparing(CommandCount::command).thenComparing(CommandCount::status))
        .toList();
  }

  private static Map<String, Long> deadLetters(Map<Tally, Double> counts) {
    Map<String, Long> deadLetters = new TreeMap<>();
    for (Work work : Work.values()) {
      deadLetters.put(work.label(), 0L);
    }
    counts.forEach(
        (tally, count) -> {
          if (tally.outcome().equals(Work.DEAD_LETTER)) {
            deadLetters.merge(tally.work().label(), count.longValue(), Long::sum);
          }
        });
    return deadLetters;
  }

  private Resources resources() {
    return new Resources(
        meters.heapUsedBytes(),
        meters.heapMaxBytes(),
        meters.processorUse(),
        meters.connections("active"),
        meters.connections("max"),
        meters.connections("pending"));
  }

  private static List<Moment> moments(List<Sample> samples) {
    List<Moment> moments = new ArrayList<>();
    for (int i = 1; i < samples.size(); i++) {
      Sample before = samples.get(i - 1);
      Sample now = samples.get(i);
      moments.add(
          new Moment(
              now.at(),
              now.perSecond(Work.MESSAGES, before),
              now.perSecond(Work.REPLIES, before),
              now.perSecond(Work.COMMANDS, before),
              now.delays(Work.MESSAGES, before).orNull(0.99),
              now.totalLag(),
              now.openTickets().values().stream().mapToLong(Long::longValue).sum(),
              now.heapUsedBytes()));
    }
    return moments;
  }
}
