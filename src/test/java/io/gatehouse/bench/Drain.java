package io.gatehouse.bench;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.MINUTES;
import static org.awaitility.Awaitility.await;

import io.gatehouse.worker.GroupOffsets;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * How fast a group works off its backlog: from a share of it that is the warm-up to 95 %, so that
 * neither the start, when everything is compiled, nor the last, smaller batches count.
 *
 * @param perSecond messages a second
 * @param used by each process, in between
 * @param messages in between
 */
record Drain(double perSecond, Used used, long messages) {

  /** In percent; enough to compare drains of the same program. */
  static final int WARM_UP = 40;

  /**
   * What has been used so far.
   *
   * @param worker processor time
   * @param broker processor time
   * @param database processor time
   * @param allocated by the worker, in bytes; 0 where nobody counts it
   */
  record Used(Duration worker, Duration broker, Duration database, double allocated) {

    Used since(Used before) {
      return new Used(
          worker.minus(before.worker),
          broker.minus(before.broker),
          database.minus(before.database),
          allocated - before.allocated);
    }
  }

  /**
   * Watches until nothing is left.
   *
   * @param warmUp so many percent of the backlog are not measured
   */
  static Drain watch(
      GroupOffsets groups, String group, String topic, int warmUp, Supplier<Used> used) {
    long backlog = groups.lag(group, topic);
    Moment from = reach(groups, group, topic, backlog * (100 - warmUp) / 100, used);
    Moment to = reach(groups, group, topic, backlog * 5 / 100, used);
    reach(groups, group, topic, 0, used);
    long messages = from.lag - to.lag;
    return new Drain(
        messages / ((to.nanos - from.nanos) / 1e9), to.used.since(from.used), messages);
  }

  private record Moment(long nanos, long lag, Used used) {}

  private static Moment reach(
      GroupOffsets groups, String group, String topic, long lag, Supplier<Used> used) {
    long now =
        await()
            .atMost(60, MINUTES)
            .pollDelay(Duration.ZERO)
            .pollInterval(100, MILLISECONDS) // asking takes the broker's time
            .until(() -> groups.lag(group, topic), left -> left <= lag);
    return new Moment(System.nanoTime(), now, used.get());
  }

  /** Processor time for a message, in microseconds. */
  double micros(Duration time) {
    return time.toNanos() / 1e3 / messages;
  }

  double microsOfAll() {
    return micros(used.worker.plus(used.broker).plus(used.database));
  }
}
