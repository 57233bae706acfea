package io.gatehouse.operations;

import io.gatehouse.activity.Activity;
import io.gatehouse.history.HistoryPeriods;
import io.gatehouse.kafka.ConsumerStatus;
import io.gatehouse.kafka.Consumers;
import io.gatehouse.tickets.Queue;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** What runs by itself now and then. */
@Component
class Housekeeping {

  private static final Logger log = LoggerFactory.getLogger(Housekeeping.class);
  private static final String OPEN_TICKETS =
      "select queue::text, count(*) from open_ticket group by queue";

  /** Of the time: millions of open tickets take a second to count. */
  private static final int COUNTING_IS_ONE_OF = 100;

  private static final Duration PLACES_WAIT = Duration.ofMinutes(10);

  private final JdbcTemplate jdbc;
  private final HistoryPeriods history;
  private final Consumers consumers;
  private final Activity activity;
  private final Map<Queue, AtomicLong> openTickets = new EnumMap<>(Queue.class);
  private final MultiGauge waiting;
  private long countAgainAt = System.nanoTime();
  private long placesNotedAt = System.nanoTime();

  Housekeeping(
      JdbcTemplate jdbc,
      HistoryPeriods history,
      Consumers consumers,
      Activity activity,
      MeterRegistry meters) {
    this.jdbc = jdbc;
    this.history = history;
    this.consumers = consumers;
    this.activity = activity;
    this.waiting = MultiGauge.builder("gatehouse.consumer.waiting").register(meters);
    for (Queue queue : Queue.values()) {
      var count = new AtomicLong();
      openTickets.put(queue, count);
      Gauge.builder("gatehouse.tickets.open", count, AtomicLong::doubleValue)
          .tag("queue", queue.label())
          .register(meters);
    }
  }

  @Scheduled(fixedDelay = 15, timeUnit = TimeUnit.SECONDS)
  void countOpenTickets() {
    long start = System.nanoTime();
    if (start - countAgainAt < 0) {
      return;
    }
    try {
      Map<Queue, Long> counted = new EnumMap<>(Queue.class);
      jdbc.query(
          OPEN_TICKETS,
          row -> {
            counted.put(Queue.of(row.getString(1)), row.getLong(2));
          });
      openTickets.forEach((queue, count) -> count.set(counted.getOrDefault(queue, 0L)));
      long end = System.nanoTime();
      countAgainAt = end + (end - start) * COUNTING_IS_ONE_OF;
    } catch (DataAccessException e) {
      log.debug("the open tickets are counted next time; readiness says what is wrong");
    }
  }

  @Scheduled(fixedDelay = 5, timeUnit = TimeUnit.SECONDS)
  void watchConsumers() {
    waiting.register(consumers.statuses().stream().map(Housekeeping::row).toList(), true);
  }

  private static MultiGauge.Row<?> row(ConsumerStatus status) {
    return MultiGauge.Row.of(Tags.of("consumer", status.name()), status.working() ? 0 : 1);
  }

  /**
   * Where in the history a time is: only what has been written since the last time is looked at.
   * That costs as much as a twentieth of the routing, so while messages wait it waits too, but not
   * for long: until then, reading looks through all of a customer's messages since.
   */
  @Scheduled(fixedDelay = 20, timeUnit = TimeUnit.SECONDS)
  void noteMessagePlaces() {
    if (activity.thereIsABacklog() && System.nanoTime() - placesNotedAt < PLACES_WAIT.toNanos()) {
      return;
    }
    try {
      history.notePlaces();
      placesNotedAt = System.nanoTime();
    } catch (DataAccessException e) {
      log.debug("the history's places are noted next time; readiness says what is wrong");
    }
  }

  @Scheduled(initialDelay = 24, fixedDelay = 24, timeUnit = TimeUnit.HOURS)
  void keepRoomInTheHistory() {
    history.maintain();
  }
}
