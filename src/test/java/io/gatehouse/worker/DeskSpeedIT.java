package io.gatehouse.worker;

import static java.util.concurrent.TimeUnit.MINUTES;
import static org.awaitility.Awaitility.await;

import io.gatehouse.bench.Results;
import io.gatehouse.topics.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

/**
 * The desk with two thousand tickets in a tab while 200 messages a second arrive, one in a hundred
 * from somebody new, and for comparison before they arrive: from a key to the next picture on the
 * screen (the browser's Event Timing) and until the page has drawn it, how busy the page is, and
 * what memory it holds after a garbage collection.
 */
@Tag("bench")
class DeskSpeedIT extends DeskFixture {

  private static final int TICKETS = Integer.getInteger("tickets", 2_000);
  private static final int PER_SECOND = Integer.getInteger("rate", 200);
  private static final Duration LASTING = Duration.ofSeconds(Integer.getInteger("seconds", 180));
  private static final Duration LOOK_EVERY = Duration.ofSeconds(20);
  private static final Duration BETWEEN_KEYS = Duration.ofMillis(200);
  private static final int ONE_IS_NEW_OF = 100;

  /** Durations below 16 ms are not told by the browser: those keys are only counted. */
  private static final String OBSERVE =
      """
      window.keys = new Map();
      window.drawn = [];
      addEventListener('keydown', () => {
        const pressed = performance.now();
        requestAnimationFrame(() => setTimeout(() => drawn.push(performance.now() - pressed)));
      }, true);
      new PerformanceObserver((list) => list.getEntries().forEach((entry) => {
        if (entry.interactionId) {
          keys.set(entry.interactionId, Math.max(keys.get(entry.interactionId) ?? 0, entry.duration));
        }
      })).observe({ type: 'event', durationThreshold: 16 });
      """;

  private static final String DURATIONS =
      "const found = [...keys.values()]; keys.clear(); return found";
  private static final String DRAWN = "const found = drawn; drawn = []; return found";

  private final Random random = new Random(7);
  private final String run = UUID.randomUUID().toString().substring(0, 8);
  private int customers;

  private record Look(
      String arriving,
      int keys,
      List<Double> slow,
      double drawnAfter,
      double busyPercent,
      double heapMb,
      double nodes) {

    String atQuantile(double quantile) {
      int place = (int) Math.ceil(keys * quantile) - 1 - (keys - slow.size());
      return place < 0 ? "< 16" : String.format(Locale.ROOT, "%.0f", slow.get(place));
    }
  }

  @Test
  void two_thousand_tickets_and_two_hundred_messages_a_second() {
    fill();
    enter(SUPERVISOR, "/desk/unassigned");
    loadAll();
    browser.run(OBSERVE);
    List<Look> looks = new ArrayList<>();
    looks.add(look("none"));
    Thread connector = Thread.ofPlatform().daemon().start(this::sendAtRate);
    long end = System.nanoTime() + LASTING.toNanos();
    while (System.nanoTime() < end) {
      looks.add(look(PER_SECOND + "/s"));
    }
    connector.interrupt();
    publish(looks);
  }

  private void fill() {
    for (customers = 0; customers < TICKETS; customers++) {
      send(customers);
    }
    kafka.flush();
    await()
        .atMost(2, MINUTES)
        .until(
            () ->
                jdbc.sql("select count(*) from open_ticket where queue = 'unassigned'")
                        .query(Integer.class)
                        .single()
                    >= TICKETS);
  }

  /** Goes to the end until there is no more, and back into the middle. */
  private void loadAll() {
    browser.see(".ticket");
    await()
        .atMost(2, MINUTES)
        .until(
            () -> {
              browser.run("const s = document.querySelector('.scroller'); s.scrollTop = 1e9");
              return height() >= TICKETS * 60.0;
            });
    browser.run(
        "const s = document.querySelector('.scroller'); s.scrollTop = s.scrollHeight / 2;"
            + " requestAnimationFrame(() => requestAnimationFrame(() => {"
            + " const top = s.getBoundingClientRect().top;"
            + " [...document.querySelectorAll('.ticket')].find((t) => t.getBoundingClientRect().top >= top).focus() }))");
  }

  private double height() {
    return number(browser.run("return document.querySelector('.scroller ul').offsetHeight"));
  }

  /** Presses keys for so long: up and down the list. Returns how many. */
  private int press(Duration lasting) {
    long end = System.nanoTime() + lasting.toNanos();
    int keys = 0;
    while (System.nanoTime() < end) {
      browser.keys(keys / 40 % 2 == 0 ? Keys.ARROW_DOWN : Keys.ARROW_UP);
      keys++;
      LockSupport.parkNanos(BETWEEN_KEYS.toNanos());
    }
    return keys;
  }

  private void sendAtRate() {
    long start = System.nanoTime();
    for (long sent = 0; !Thread.currentThread().isInterrupted(); sent++) {
      long due = start + sent * 1_000_000_000L / PER_SECOND;
      while (System.nanoTime() < due && !Thread.currentThread().isInterrupted()) {
        LockSupport.parkNanos(1_000_000);
      }
      send(sent % ONE_IS_NEW_OF == 0 ? customers++ : random.nextInt(TICKETS));
    }
  }

  private void send(int number) {
    String id = "speed-" + run + "-" + number;
    kafka.sendSoon(
        Topic.MESSAGES_INBOUND,
        id,
        """
        {"messageId": "%s", "customerId": "%s", "channel": "web", "sentAt": "2026-11-21T10:00:00Z", "text": "Hello",
         "customer": {"nickname": "Customer %d"}}"""
            .formatted(UUID.randomUUID(), id, number));
  }

  private Look look(String arriving) {
    double busy = browser.metric("TaskDuration");
    numbers(DURATIONS);
    numbers(DRAWN);
    int keys = press(LOOK_EVERY);
    List<Double> slow = numbers(DURATIONS);
    slow.sort(null);
    double drawnAfter = numbers(DRAWN).stream().max(Double::compare).orElse(Double.NaN);
    return new Look(
        arriving,
        keys,
        slow,
        drawnAfter,
        (browser.metric("TaskDuration") - busy) / LOOK_EVERY.toSeconds() * 100,
        browser.metric("JSHeapUsedSize") / 1e6,
        browser.metric("Nodes"));
  }

  private List<Double> numbers(String script) {
    List<Double> numbers = new ArrayList<>();
    if (browser.run(script) instanceof List<?> found) {
      found.forEach(each -> numbers.add(number(each)));
    }
    return numbers;
  }

  private static double number(@Nullable Object value) {
    return value instanceof Number number ? number.doubleValue() : Double.NaN;
  }

  private static void publish(List<Look> looks) {
    var results =
        new Results(
            "messages",
            "keys",
            "p50 ms",
            "p98 ms",
            "max ms",
            "drawn ms",
            "busy %",
            "heap MB",
            "nodes");
    for (Look look : looks) {
      results.line(
          look.arriving,
          look.keys,
          look.atQuantile(0.5),
          look.atQuantile(0.98),
          look.atQuantile(1),
          look.drawnAfter,
          look.busyPercent,
          look.heapMb,
          look.nodes);
    }
    results.publish(
        "desk",
        "%d tickets in a tab; a line is %d s; drawn: the longest, by the page itself; worker, broker, database and browser on this machine"
            .formatted(TICKETS, LOOK_EVERY.toSeconds()));
  }
}
