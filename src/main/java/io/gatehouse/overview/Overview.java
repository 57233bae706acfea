package io.gatehouse.overview;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a worker is doing. What it counts is its own; {@code lag} and {@code openTickets} are of all
 * workers together.
 *
 * @param worker its name among those that run
 * @param ready whether it takes part in the work
 * @param components what it needs for that, and what each of them says
 * @param seconds over how long the rates and delays are measured; 0 before there are two samples
 * @param rates by {@code messages}, {@code replies} and {@code commands}, what came of them, and
 *     how many a second
 * @param delays by the same, from the append of a record to its output being committed
 * @param lag records that wait, by input topic; null while the broker does not say
 * @param commands answered since the start of the worker
 * @param deadLetters since the start of the worker
 * @param openTickets by queue, counted every 15 seconds
 * @param lately of the last quarter of an hour, one each five seconds, the oldest first
 */
public record Overview(
    String worker,
    Instant startedAt,
    Instant at,
    boolean ready,
    List<Part> components,
    double seconds,
    Map<String, Map<String, Double>> rates,
    Map<String, Percentiles> delays,
    @Nullable Map<String, Long> lag,
    List<CommandCount> commands,
    Map<String, Long> deadLetters,
    Map<String, Long> openTickets,
    Resources resources,
    List<Moment> lately) {

  /**
   * Something that the worker needs.
   *
   * @param status {@code UP}, or what is wrong
   */
  public record Part(String name, String status, Map<String, String> details) {}

  /**
   * Delays in seconds that so many of a hundred did not exceed, estimated between the limits of the
   * meter's buckets; null where there was nothing.
   */
  public record Percentiles(@Nullable Double p50, @Nullable Double p95, @Nullable Double p99) {}

  /** Commands of one kind that were answered with this. */
  public record CommandCount(String command, String status, long count) {}

  /**
   * What the worker takes.
   *
   * @param processors share of all processors of its machine, 0 to 1
   * @param connections to the database, in use
   * @param connectionsWaitedFor by how much of the worker's work
   */
  public record Resources(
      long heapUsedBytes,
      long heapMaxBytes,
      double processors,
      long connections,
      long connectionsMax,
      long connectionsWaitedFor) {}

  /**
   * A point of the curves.
   *
   * @param messageDelay the 99th percentile in seconds, null where there was no message
   * @param lag on all input topics, null where the broker did not say
   */
  public record Moment(
      Instant at,
      double messagesPerSecond,
      double repliesPerSecond,
      double commandsPerSecond,
      @Nullable Double messageDelay,
      @Nullable Long lag,
      long openTickets,
      long heapUsedBytes) {}
}
