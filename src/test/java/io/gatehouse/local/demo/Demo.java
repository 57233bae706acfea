package io.gatehouse.local.demo;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * People who give a worker something to do, on threads of their own. They wait when the broker is
 * away, and end with {@link #close}.
 */
public final class Demo implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Demo.class);
  private static final Duration REST = Duration.ofSeconds(5);

  /** What one thread does again and again. */
  interface Shift {

    KafkaConsumer<byte[], byte[]> open();

    void turn(KafkaConsumer<byte[], byte[]> reader);
  }

  private final DemoSettings settings;
  private final Lines lines;
  private final CountDownLatch end = new CountDownLatch(1);
  private final List<Thread> threads;

  private Demo(DemoSettings settings, Function<String, Map<String, Object>> connection) {
    this.settings = settings;
    this.lines = new Lines(connection);
    Clock clock = Clock.systemUTC();
    var arrivals = new Arrivals(settings.seed());
    var staff = new Staff(settings, arrivals, clock, lines);
    var customers = new Customers(settings, arrivals, clock, lines, staff.lastNumber());
    threads = List.of(thread("demo-staff", staff), thread("demo-customers", customers));
  }

  /**
   * Starts it, and sets the switches that it needs, unless an earlier demo on the same data did.
   *
   * @param connection what a client of a user of {@code access/kafka.yaml} needs
   */
  public static Demo start(
      DemoSettings settings, Function<String, Map<String, Object>> connection) {
    var demo = new Demo(settings, connection);
    Stream.of("block-contact.enabled", "customers-page.enabled", "bot.enabled")
        .forEach(setting -> demo.lines.send(Orders.setOnce(setting, true)));
    Channels.WITHOUT_BOT.forEach(
        channel -> demo.lines.send(Orders.setOnce("bot.channels." + channel, false)));
    demo.threads.forEach(Thread::start);
    return demo;
  }

  private Thread thread(String name, Shift shift) {
    return Thread.ofPlatform().daemon().name(name).unstarted(() -> work(shift));
  }

  private void work(Shift shift) {
    while (end.getCount() > 0) {
      try (KafkaConsumer<byte[], byte[]> reader = shift.open()) {
        while (end.getCount() > 0) {
          shift.turn(reader);
        }
      } catch (KafkaException e) {
        if (!rest()) {
          log.info("the demo waits for the broker: {}", e.getMessage());
        }
      }
    }
  }

  /** Returns whether it is over meanwhile. */
  private boolean rest() {
    try {
      return end.await(REST.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      end.countDown();
      return true;
    }
  }

  /** For whoever has just started it. */
  public String advice() {
    return """

          Demo        made-up customers (demo-%d-...) write %d messages a minute; a BOT, the agents %s and a
                      supervisor work on them, over Kafka only. Started again it goes on where it was.
                      Its switches are set once: block-contact, customers-page and bot, the last not for %s.
                      Faster: GATEHOUSE_LOCAL_DEMO_RATE=300. Other people: GATEHOUSE_LOCAL_DEMO_SEED=2.
                      Stop: Ctrl-C, and start without GATEHOUSE_LOCAL_DEMO; what it made stays.
        """
        .formatted(
            settings.seed(),
            settings.rate(),
            String.join(", ", Agents.NAMES),
            String.join(" and ", Channels.WITHOUT_BOT));
  }

  /** Returns when nobody does anything any more, after some seconds at most. */
  @Override
  public void close() {
    end.countDown();
    for (Thread thread : threads) {
      try {
        thread.join(Duration.ofSeconds(5));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    lines.close();
  }
}
