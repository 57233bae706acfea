package io.gatehouse.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.topics.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jfree.chart.ChartFactory;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Memory and throughput over a long run at full speed: a backlog is always there, of messages that
 * are a word. The broker keeps little, so the checker cannot read everything; what is counted is
 * that every message was routed. Only if asked for with {@code minutes}.
 */
@Tag("bench")
@EnabledIfSystemProperty(named = "minutes", matches = "\\d+")
class SteadyIT {

  private static final Duration LASTING = Duration.ofMinutes(Integer.getInteger("minutes", 30));
  private static final Duration LOOK_EVERY = Duration.ofSeconds(30);
  private static final long FILL_UP_BELOW = 300_000;
  private static final long FILL_UP_WITH = 300_000;
  private static final long KEPT_BY_PARTITION = 50_000_000; // bytes

  private record Look(double minute, long routed, long residentMb, long heapMb) {}

  @Test
  void steady() {
    try (var arena = new Arena(Arena.CUSTOMERS, Arena.LARGE_DATABASE);
        var connector = arena.briefBacklog()) {
      arena.populate();
      arena
          .groups()
          .keepLittle(
              KEPT_BY_PARTITION,
              Topic.MESSAGES_INBOUND,
              Topic.TICKETS_UNASSIGNED,
              Topic.TICKETS_BLOCKED);
      List<Look> looks = new ArrayList<>();
      long sent = 0;
      long start = System.nanoTime();
      for (long now = 0; now < LASTING.toNanos(); now = System.nanoTime() - start) {
        if (arena.lag() < FILL_UP_BELOW) {
          connector.send(
              Topic.MESSAGES_INBOUND.contractName(), "steady-" + sent + "-", FILL_UP_WITH);
          sent += FILL_UP_WITH;
        } else {
          await().pollDelay(Duration.ofMillis(200)).until(() -> true);
        }
        if (now >= looks.size() * LOOK_EVERY.toNanos()) {
          looks.add(look(arena, now, sent));
        }
      }
      arena.awaitLag(0);
      assertThat(arena.metric("gatehouse_messages_total"))
          .isEqualTo((double) sent + Arena.CUSTOMERS);
      publish(looks);
    }
  }

  private static Look look(Arena arena, long nanos, long sent) {
    return new Look(
        nanos / 60e9,
        sent - arena.lag(),
        Processors.memory(arena.worker().pid()),
        (long) (arena.metric("jvm_gc_live_data_size_bytes") / 1e6));
  }

  private static void publish(List<Look> looks) {
    var results = new Results("minute", "messages /s since", "resident MB", "live heap MB");
    var resident = new XYSeries("resident MB");
    var speed = new XYSeries("1,000 messages a second");
    for (int i = 1; i < looks.size(); i++) {
      Look look = looks.get(i);
      Look before = looks.get(i - 1);
      double perSecond =
          (double) (look.routed - before.routed) / (look.minute - before.minute) / 60;
      results.line(look.minute, perSecond, look.residentMb, look.heapMb);
      resident.add(look.minute, (double) look.residentMb);
      speed.add(look.minute, perSecond / 1000);
    }
    var data = new XYSeriesCollection(resident);
    data.addSeries(speed);
    int third = looks.size() / 3;
    results.publish(
        "steady",
        "%,d messages in %d minutes, heap of at most 512 MB: resident at most %d MB in the first third, %d MB in the last"
            .formatted(
                looks.getLast().routed,
                LASTING.toMinutes(),
                mostResident(looks.subList(0, third)),
                mostResident(looks.subList(looks.size() - third, looks.size()))));
    Results.publish("steady", ChartFactory.createXYLineChart("Full speed", "minutes", null, data));
  }

  private static long mostResident(List<Look> looks) {
    return looks.stream().mapToLong(Look::residentMb).max().orElse(0);
  }
}
