package io.gatehouse.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.proof.Report;
import io.gatehouse.topics.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jfree.chart.ChartFactory;
import org.jfree.data.category.DefaultCategoryDataset;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Throughput, as a ratio to {@link Limit}: {@code rounds} times both work off a backlog of {@code
 * messages}, by turns, each round on a fresh broker and database. What Gatehouse did is checked.
 */
@Tag("bench")
class ThroughputIT {

  private static final long MESSAGES = Long.getLong("messages", 6_000_000);

  /**
   * In percent: the worker's compilers still take a seventh of a processor 30 s after its start.
   */
  private static final int WARM_UP = 60;

  private static final long TO_WARM_UP_THE_BROKER = 1_500_000;
  private static final int ROUNDS = Integer.getInteger("rounds", 6);

  private final Results results =
      new Results(
          "round",
          "limit /s",
          "Gatehouse /s",
          "ratio",
          "µs: worker",
          "database",
          "broker",
          "all",
          "of limit",
          "bytes allocated",
          "resident MB");
  private final DefaultCategoryDataset bars = new DefaultCategoryDataset();

  private record Round(Drain limit, Drain gatehouse, long memory) {
    double ratio() {
      return gatehouse.perSecond() / limit.perSecond();
    }
  }

  @Test
  void throughput() {
    List<Round> rounds = new ArrayList<>();
    for (int i = 1; i <= ROUNDS; i++) {
      Round round = round(i % 2 == 1);
      line(i, round);
      rounds.add(round);
    }
    publish(Results.median(rounds.stream().map(Round::ratio).toList()));
  }

  private static Round round(boolean limitFirst) {
    try (var arena = new Arena();
        var backlog = arena.backlog()) {
      arena.populate();
      arena.worker().terminate();
      // or who is first finds a broker that still compiles what transactions need
      backlog.send(Limit.INPUT, "w-", TO_WARM_UP_THE_BROKER);
      Drain unused = limit(arena);
      backlog.send(Topic.MESSAGES_INBOUND.contractName(), "m-", MESSAGES);
      backlog.send(Limit.INPUT, "m-", MESSAGES);
      Drain limit = null;
      if (limitFirst) {
        limit = limit(arena);
      }
      arena.settle();
      arena.worker().startAgain();
      Drain gatehouse =
          Drain.watch(
              arena.groups(),
              Arena.GROUP,
              Topic.MESSAGES_INBOUND.contractName(),
              WARM_UP,
              () ->
                  arena.used(
                      arena.metric("jvm_gc_memory_allocated_bytes_total"), arena.worker().pid()));
      long memory = Processors.peakMemory(arena.worker().pid());
      arena.worker().terminate();
      if (limit == null) {
        limit = limit(arena);
      }
      Report report = arena.check();
      assertThat(report.records(Topic.MESSAGES_INBOUND)).isEqualTo(MESSAGES + Arena.CUSTOMERS);
      return new Round(limit, gatehouse, memory);
    }
  }

  private static Drain limit(Arena arena) {
    arena.settle();
    try (var limit = Limit.start(arena.services())) {
      return Drain.watch(
          arena.groups(), Limit.GROUP, Limit.INPUT, WARM_UP, () -> arena.used(0, limit.pid()));
    }
  }

  private void line(int number, Round round) {
    Drain gatehouse = round.gatehouse;
    Duration worker = gatehouse.used().worker();
    results.line(
        "" + number,
        round.limit.perSecond(),
        gatehouse.perSecond(),
        round.ratio(),
        gatehouse.micros(worker),
        gatehouse.micros(gatehouse.used().database()),
        gatehouse.micros(gatehouse.used().broker()),
        gatehouse.microsOfAll(),
        round.limit.microsOfAll(),
        gatehouse.used().allocated() / gatehouse.messages(),
        round.memory);
    bars.addValue(round.limit.perSecond(), "limit", "round " + number);
    bars.addValue(gatehouse.perSecond(), "Gatehouse", "round " + number);
  }

  private void publish(double ratio) {
    results.publish(
        "throughput",
        "Throughput, %,d messages a round, %,d customers: %.2f of the limit (median of %d rounds)"
            .formatted(MESSAGES, Arena.CUSTOMERS, ratio, ROUNDS));
    Results.publish(
        "throughput",
        ChartFactory.createBarChart(
            "%.2f of the limit (median)".formatted(ratio), null, "messages a second", bars));
  }
}
