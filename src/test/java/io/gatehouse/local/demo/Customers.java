package io.gatehouse.local.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gatehouse.topics.Topic;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The customers behind their connectors: they write, and some write back when answered. */
final class Customers implements Demo.Shift {

  private static final JsonMapper JSON = JsonMapper.shared();
  private static final Duration LONGEST_WAIT = Duration.ofMillis(100);

  private record Reaction(Instant due, ObjectNode message) {}

  private final DemoSettings settings;
  private final Arrivals arrivals;
  private final Clock clock;
  private final Lines lines;
  private final CompletableFuture<Long> lastNumber;
  private final Queue<Reaction> reactions =
      new PriorityQueue<>(Comparator.comparing(Reaction::due));
  private long next = -1;
  private @Nullable Instant due;

  Customers(
      DemoSettings settings,
      Arrivals arrivals,
      Clock clock,
      Lines lines,
      CompletableFuture<Long> lastNumber) {
    this.settings = settings;
    this.arrivals = arrivals;
    this.clock = clock;
    this.lines = lines;
    this.lastNumber = lastNumber;
  }

  @Override
  public KafkaConsumer<byte[], byte[]> open() {
    var reader = lines.reader(Login.CONNECTOR, Topic.MESSAGES_DELIVER);
    reader.seekToEnd(reader.assignment());
    return reader;
  }

  @Override
  public void turn(KafkaConsumer<byte[], byte[]> reader) {
    Duration beat = settings.beats(1);
    reader.poll(beat.compareTo(LONGEST_WAIT) < 0 ? beat : LONGEST_WAIT).forEach(this::hear);
    Instant now = clock.instant();
    while (!reactions.isEmpty() && !reactions.element().due().isAfter(now)) {
      say(reactions.remove().message());
    }
    if (due == null && lastNumber.isDone()) {
      next = lastNumber.join() + 1;
      due = now;
    }
    // what was missed while the machine slept is not made up for
    if (due != null && !due.isAfter(now)) {
      say(arrivals.message(next, now));
      due = now.plus(pause());
      next++;
    }
  }

  /** Between half and one and a half beats. */
  private Duration pause() {
    int percent = Dice.of(settings.seed(), "pause", Long.toString(next)).between(50, 150);
    return settings.beats(percent).dividedBy(100);
  }

  private void hear(ConsumerRecord<byte[], byte[]> reply) {
    if (reply.key() == null || reply.value() == null) {
      return;
    }
    String customerId = new String(reply.key(), UTF_8);
    if (arrivals.owns(customerId)) {
      String replyId = JSON.readTree(reply.value()).path("messageId").asString("");
      Instant then = clock.instant().plus(settings.beats(4));
      arrivals
          .reaction(customerId, replyId, then)
          .ifPresent(message -> reactions.add(new Reaction(then, message)));
    }
  }

  private void say(ObjectNode message) {
    lines.send(
        new Sent(
            Login.CONNECTOR,
            Topic.MESSAGES_INBOUND,
            message.required("customerId").stringValue(),
            message));
  }
}
