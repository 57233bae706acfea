package io.gatehouse.bench;

import io.gatehouse.topics.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.jfree.chart.ChartFactory;
import org.jfree.data.category.DefaultCategoryDataset;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * How long a message takes to a screen, and a block to its outcome, as the rate grows and behind a
 * backlog; the benchmark's own readers and senders share the processors. By turns with it {@link
 * Limit} passes on messages at the same rate, so that the machine of the day is known. What
 * Gatehouse did is checked.
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

  /** It has a third as much to compile. */
  private static final Duration UNTIL_LIMIT_COMPILED = Duration.ofMinutes(2);

  private static final Duration MEASURED = Duration.ofSeconds(Integer.getInteger("seconds", 60));
  private static final int ROUNDS = Integer.getInteger("rounds", 5);

  /** Of one of the two, in each round. */
  private static final Duration TURN = MEASURED.dividedBy(3);

  private static final Duration BEFORE_A_TURN = Duration.ofSeconds(3);
  private static final int[] RATES =
      Arrays.stream(System.getProperty("rates", "1000,5000,20000").split(",", -1))
          .mapToInt(Integer::parseInt)
          .toArray();
  private static final int RATE_OF_WARM_UP = 5_000;
  private static final double[] PERCENTILES = {50, 99, 99.9};

  private final Results results =
      new Results("what", "load", "p50 ms", "p99 ms", "p99.9 ms", "most ms", "count");
  private final Results turns =
      new Results(
          "load",
          "round",
          "limit: p50 ms",
          "p99 ms",
          "Gatehouse: p50 ms",
          "p99 ms",
          "ratio of p99");
  private final DefaultCategoryDataset bars = new DefaultCategoryDataset();

  @Test
  void delay() {
    try (var arena = new Arena()) {
      arena.populate();
      send(arena, Topic.MESSAGES_INBOUND.contractName(), "warm-up-");
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
        besideTheLimit(arena, messages);
      }
      behindBacklog(arena);
      publish();
      arena.awaitLag(0);
      arena.worker().terminate();
      arena.check();
    }
  }

  private void besideTheLimit(Arena arena, OpenLoop messages) {
    Program limit = Limit.start(arena.services());
    try (limit;
        var limits = arena.limitsOpenLoop()) {
      send(arena, Limit.INPUT, "warm-up-");
      limits.run(RATE_OF_WARM_UP, UNTIL_LIMIT_COMPILED);
      for (int rate : RATES) {
        byTurns(rate, limits, messages);
      }
    }
  }

  private void byTurns(int rate, OpenLoop limits, OpenLoop messages) {
    List<List<Double>> rounds = new ArrayList<>();
    for (int i = 1; i <= ROUNDS; i++) {
      boolean limitFirst = i % 2 == 1;
      Histogram first = turn(limitFirst ? limits : messages, rate);
      Histogram second = turn(limitFirst ? messages : limits, rate);
      rounds.add(limitFirst ? figures(first, second) : figures(second, first));
      turns(rate, "" + i, rounds.getLast());
    }
    List<Double> medians = new ArrayList<>();
    for (int i = 0; i < rounds.getFirst().size(); i++) {
      int column = i;
      medians.add(Results.median(rounds.stream().map(round -> round.get(column)).toList()));
    }
    turns(rate, "median", medians);
  }

  private static List<Double> figures(Histogram limit, Histogram gatehouse) {
    return List.of(
        Results.ms(limit, 50),
        Results.ms(limit, 99),
        Results.ms(gatehouse, 50),
        Results.ms(gatehouse, 99),
        Results.ms(gatehouse, 99) / Results.ms(limit, 99));
  }

  private void turns(int rate, String round, List<Double> figures) {
    List<Object> cells = new ArrayList<>(List.of("%,d/s".formatted(rate), round));
    cells.addAll(figures);
    turns.line(cells.toArray());
  }

  private static Histogram turn(OpenLoop messages, int rate) {
    messages.run(rate, BEFORE_A_TURN);
    return messages.run(rate, TURN);
  }

  private void publish() {
    results.publish(
        "delay",
        "Delay: of a message from when it was due to when a screen has it, of a block to its outcome");
    turns.publish("delay-by-turns", "Delay of a message, the limit and Gatehouse by turns");
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
    send(arena, Topic.MESSAGES_INBOUND.contractName(), "backlog-");
    long left = arena.lag();
    try (var blocks = new Blocks(arena)) {
      arena.awaitLag(left / 20);
      line("block", "behind a backlog of %,d, full speed".formatted(left), blocks.delays());
    }
  }

  private static void send(Arena arena, String topic, String idPrefix) {
    try (var backlog = arena.backlog()) {
      backlog.send(topic, idPrefix, BACKLOG);
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
