package io.gatehouse.bench;

import io.gatehouse.topics.Topic;
import java.time.Duration;
import java.util.Arrays;
import org.HdrHistogram.Histogram;
import org.jfree.chart.ChartFactory;
import org.jfree.data.category.DefaultCategoryDataset;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * How long a message takes to a screen, and a block to its outcome, as the rate grows and behind a
 * backlog; the benchmark's own readers and senders share the processors. What Gatehouse did is
 * checked.
 */
@Tag("bench")
class DelayIT {

  private static final long BACKLOG = Long.getLong("messages", 1_500_000);
  private static final Duration WARM_UP = Duration.ofSeconds(40);

  /**
   * Small batches and commands take other ways than a backlog; so long the JVMs of worker and
   * broker compile them, and a batch needs up to a quarter more of the processors.
   */
  private static final Duration UNTIL_COMPILED = Duration.ofMinutes(5);

  private static final Duration MEASURED = Duration.ofSeconds(Integer.getInteger("seconds", 60));
  private static final int[] RATES =
      Arrays.stream(System.getProperty("rates", "1000,5000,20000").split(",", -1))
          .mapToInt(Integer::parseInt)
          .toArray();
  private static final int RATE_OF_WARM_UP = 5_000;
  private static final double[] PERCENTILES = {50, 99, 99.9};

  private final Results results =
      new Results("what", "load", "p50 ms", "p99 ms", "p99.9 ms", "most ms", "count");
  private final DefaultCategoryDataset bars = new DefaultCategoryDataset();

  @Test
  void delay() {
    try (var arena = new Arena()) {
      arena.populate();
      send(arena, "warm-up-");
      arena.awaitLag(0); // at full speed, so that everything is compiled and cached
      try (var messages = arena.openLoop()) {
        try (var blocks = new Blocks(arena)) {
          messages.run(RATE_OF_WARM_UP, UNTIL_COMPILED);
          blocks.delays(); // of no interest
        }
        idle(arena);
        for (int rate : RATES) {
          underLoad(arena, messages, rate);
        }
      }
      behindBacklog(arena);
      publish();
      arena.awaitLag(0);
      arena.worker().terminate();
      arena.check();
    }
  }

  private void publish() {
    results.publish(
        "delay",
        "Delay: of a message from when it was due to when a screen has it, of a block to its outcome");
    Results.publish("delay", ChartFactory.createBarChart("Delay", null, "ms", bars));
  }

  private void idle(Arena arena) {
    try (var blocks = new Blocks(arena)) {
      blocks.await(WARM_UP.dividedBy(4));
      blocks.delays();
      blocks.await(MEASURED);
      line("block", "idle", blocks.delays());
    }
  }

  private void underLoad(Arena arena, OpenLoop messages, int rate) {
    String load = "%,d/s".formatted(rate);
    messages.run(rate, WARM_UP);
    line("message", load, messages.run(rate, MEASURED));
    try (var blocks = new Blocks(arena)) {
      messages.run(rate, WARM_UP.dividedBy(4));
      blocks.delays();
      Histogram delays = messages.run(rate, MEASURED);
      line("message", load + " and blocks", delays);
      line("block", load, blocks.delays());
    }
  }

  /** From when all has been sent, because that takes processors too. */
  private void behindBacklog(Arena arena) {
    send(arena, "backlog-");
    long left = arena.lag();
    try (var blocks = new Blocks(arena)) {
      arena.awaitLag(left / 20);
      line("block", "behind a backlog of %,d, full speed".formatted(left), blocks.delays());
    }
  }

  private static void send(Arena arena, String idPrefix) {
    try (var backlog = arena.backlog()) {
      backlog.send(Topic.MESSAGES_INBOUND.contractName(), idPrefix, BACKLOG);
    }
  }

  private void line(String what, String load, Histogram micros) {
    results.line(
        what,
        load,
        Results.ms(micros, 50),
        Results.ms(micros, 99),
        Results.ms(micros, 99.9),
        micros.getMaxValue() / 1e3,
        "%,d".formatted(micros.getTotalCount()));
    for (double percentile : PERCENTILES) {
      bars.addValue(Results.ms(micros, percentile), "p" + percentile, what + ", " + load);
    }
  }
}
