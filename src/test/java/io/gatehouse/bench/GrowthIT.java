package io.gatehouse.bench;

import io.gatehouse.topics.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * The same work on a small database and on a grown one, by turns: as many customers write as the
 * small one has, from all over the grown one's. And once another work, on the grown one only:
 * nearly every message is from somebody who has not written yet. Only if asked for with {@code
 * grown.messages}: 100 million of them and 10 million {@code grown.customers} need 75 GB, and
 * twenty minutes to make.
 */
@Tag("bench")
@EnabledIfSystemProperty(named = "grown.messages", matches = "\\d+")
class GrowthIT {

  private static final int CUSTOMERS = Integer.getInteger("grown.customers", 10_000_000);
  private static final long HISTORY = Long.getLong("grown.messages", 0);
  private static final long MESSAGES = Long.getLong("messages", 3_000_000);

  private static final int ROUNDS = Integer.getInteger("rounds", 5);
  private static final int RATE = 5_000;
  private static final Duration MEASURED = Duration.ofSeconds(Integer.getInteger("seconds", 60));
  private static final Duration WARM_UP = MEASURED.multipliedBy(2); // until the JVMs have compiled

  @Test
  void growth() {
    try (var few = new Arena(Arena.CUSTOMERS, Arena.LARGE_DATABASE);
        var many = new Arena(CUSTOMERS, Arena.LARGE_DATABASE)) {
      few.populate();
      few.worker().terminate();
      PastYears.make(many.services(), CUSTOMERS, HISTORY);
      many.worker().terminate();
      throughput(few, many);
      delay(few, many);
    }
  }

  private static void throughput(Arena few, Arena many) {
    var results =
        new Results(
            "round",
            "small /s",
            "grown /s",
            "ratio",
            "small: µs",
            "database",
            "grown: µs",
            "database");
    List<Double> ratios = new ArrayList<>();
    for (int round = 1; round <= ROUNDS; round++) {
      boolean smallFirst = round % 2 == 1;
      Drain first = drain(smallFirst ? few : many, "first-" + round, Arena.CUSTOMERS);
      Drain second = drain(smallFirst ? many : few, "second-" + round, Arena.CUSTOMERS);
      Drain small = smallFirst ? first : second;
      Drain grown = smallFirst ? second : first;
      ratios.add(grown.perSecond() / small.perSecond());
      results.line(
          "" + round,
          small.perSecond(),
          grown.perSecond(),
          ratios.getLast(),
          small.microsOfAll(),
          small.micros(small.used().database()),
          grown.microsOfAll(),
          grown.micros(grown.used().database()));
    }
    Drain all = drain(many, "all", CUSTOMERS);
    results.line(
        "all write",
        "",
        all.perSecond(),
        "",
        "",
        "",
        all.microsOfAll(),
        all.micros(all.used().database()));
    results.publish(
        "growth",
        "Throughput with %,d customers and %,d messages in the history: %.2f of that with %,d customers, as many writing (median); processor time for a message"
            .formatted(CUSTOMERS, HISTORY, Results.median(ratios), Arena.CUSTOMERS));
  }

  private static Drain drain(Arena arena, String name, int writing) {
    try (var backlog = arena.backlog(writing)) {
      backlog.send(Topic.MESSAGES_INBOUND.contractName(), name + "-", MESSAGES);
    }
    arena.settle();
    arena.worker().startAgain();
    Drain drained =
        Drain.watch(
            arena.groups(),
            Arena.GROUP,
            Topic.MESSAGES_INBOUND.contractName(),
            Drain.WARM_UP,
            () -> arena.used(0, arena.worker().pid()));
    arena.worker().terminate();
    return drained;
  }

  private static void delay(Arena few, Arena many) {
    var results = new Results("database", "p50 ms", "p99 ms", "p99.9 ms");
    for (Arena arena : List.of(few, many)) {
      arena.worker().startAgain();
      arena.worker().awaitReady();
      try (var messages = arena.openLoop()) {
        messages.run(RATE, WARM_UP);
        Histogram micros = messages.run(RATE, MEASURED);
        results.line(
            arena == few ? "small" : "grown",
            Results.ms(micros, 50),
            Results.ms(micros, 99),
            Results.ms(micros, 99.9));
      }
      arena.worker().terminate();
    }
    results.publish(
        "growth-delay",
        "Delay of messages at %,d a second, %,d customers writing"
            .formatted(RATE, Arena.CUSTOMERS));
  }
}
