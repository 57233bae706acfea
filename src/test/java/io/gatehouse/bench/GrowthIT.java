package io.gatehouse.bench;

import io.gatehouse.topics.Topic;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * The same work on a small database and on a grown one, by turns. Only if asked for with {@code
 * grown.messages}: 100 million of them and 10 million {@code grown.customers} need 60 GB and half
 * an hour to make.
 */
@Tag("bench")
@EnabledIfSystemProperty(named = "grown.messages", matches = "\\d+")
class GrowthIT {

  private static final int CUSTOMERS = Integer.getInteger("grown.customers", 10_000_000);
  private static final long HISTORY = Long.getLong("grown.messages", 0);
  private static final long MESSAGES = Long.getLong("messages", 1_500_000);
  private static final String SHARED_BUFFERS = "6GB"; // for both: a quarter of the machine
  private static final int ROUNDS = Integer.getInteger("rounds", 5);

  @Test
  void growth() {
    List<Drain> small = new ArrayList<>();
    List<Drain> large = new ArrayList<>();
    try (var few = new Arena(Arena.CUSTOMERS, SHARED_BUFFERS);
        var many = new Arena(CUSTOMERS, SHARED_BUFFERS)) {
      few.populate();
      few.worker().terminate();
      PastYears.make(many.services(), CUSTOMERS, HISTORY);
      many.worker().terminate();
      for (int i = 0; i < ROUNDS; i++) {
        small.add(drain(few, i));
        large.add(drain(many, i));
      }
    }
    var results =
        new Results("round", "small /s", "large /s", "ratio", "small: µs", "large: µs of all");
    List<Double> ratios = new ArrayList<>();
    for (int i = 0; i < ROUNDS; i++) {
      ratios.add(large.get(i).perSecond() / small.get(i).perSecond());
      results.line(
          "" + (i + 1),
          small.get(i).perSecond(),
          large.get(i).perSecond(),
          ratios.getLast(),
          small.get(i).microsOfAll(),
          large.get(i).microsOfAll());
    }
    results.publish(
        "growth",
        "Throughput with %,d customers and %,d messages in the history: %.2f of that with %,d customers (median)"
            .formatted(CUSTOMERS, HISTORY, Results.median(ratios), Arena.CUSTOMERS));
  }

  private static Drain drain(Arena arena, int round) {
    try (var backlog = arena.backlog()) {
      backlog.send(Topic.MESSAGES_INBOUND.contractName(), "round-" + round + "-", MESSAGES);
    }
    arena.worker().startAgain();
    Drain drained =
        Drain.watch(
            arena.groups(),
            Arena.GROUP,
            Topic.MESSAGES_INBOUND.contractName(),
            () -> arena.used(0, arena.worker().pid()));
    arena.worker().terminate();
    return drained;
  }
}
