package io.gatehouse.nemesis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gatehouse.topics.Topic;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Connectors, screens and a BOT: messages at a fixed rate, replies and commands, past the network's
 * faults. What an unreachable broker refuses is not sent; the checker reads what is in the log.
 */
final class Traffic implements AutoCloseable {

  private static final int TICK_MS = 10;
  private static final int COMMAND_EVERY_MS = 150;
  private static final int REPLY_EVERY_MS = 10;

  private final KafkaProducer<byte[], byte[]> producer;
  private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(3);
  private final AtomicLong refused = new AtomicLong();
  private final Messages messages;
  private final Commands commands;
  private final Replies replies;
  private final int perSecond;

  /**
   * @param perSecond messages
   */
  Traffic(Deployment deployment, Draw messages, Draw commands, Draw replies, int perSecond) {
    this.messages = new Messages(messages);
    this.commands = new Commands(commands, deployment);
    this.replies = new Replies(replies, deployment);
    this.perSecond = perSecond;
    Map<String, Object> properties = new HashMap<>();
    properties.put("bootstrap.servers", deployment.cluster().bootstrapServers());
    properties.put("linger.ms", 5);
    properties.put("batch.size", 131_072);
    properties.put("buffer.memory", 64 * 1024 * 1024);
    properties.put("compression.type", "lz4");
    properties.put("max.request.size", 3_000_000);
    properties.put("max.block.ms", 20_000);
    properties.put("enable.metrics.push", false);
    producer =
        new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
  }

  void start() {
    // at a fixed rate: what was held up by a broker is sent afterwards
    var unused =
        List.of(
            threads.scheduleAtFixedRate(this::tick, 0, TICK_MS, TimeUnit.MILLISECONDS),
            threads.scheduleAtFixedRate(
                this::command, COMMAND_EVERY_MS, COMMAND_EVERY_MS, TimeUnit.MILLISECONDS),
            threads.scheduleAtFixedRate(
                this::reply, COMMAND_EVERY_MS, REPLY_EVERY_MS, TimeUnit.MILLISECONDS));
  }

  private void tick() {
    for (int i = 0; i < perSecond * TICK_MS / 1_000; i++) {
      Messages.Sent next = messages.next();
      send(Topic.MESSAGES_INBOUND, next.key(), next.value());
    }
  }

  private void command() {
    for (Commands.Sent next : commands.next()) {
      send(next.topic(), next.key(), next.value().getBytes(UTF_8));
    }
  }

  private void reply() {
    replies
        .next()
        .ifPresent(next -> send(Topic.MESSAGES_OUTBOUND, next.key(), next.value().getBytes(UTF_8)));
  }

  private void send(Topic topic, @Nullable String key, byte @Nullable [] value) {
    try {
      var unused =
          producer.send(
              new ProducerRecord<>(
                  topic.contractName(), key == null ? null : key.getBytes(UTF_8), value),
              (sent, failure) -> {
                if (failure != null) {
                  refused.incrementAndGet();
                }
              });
    } catch (KafkaException e) {
      refused.incrementAndGet();
    }
  }

  /** Records that the brokers did not take, or not for certain. */
  long refused() {
    return refused.get();
  }

  /** No more of it; returns when the brokers have what was sent. */
  @Override
  public void close() {
    threads.shutdownNow();
    producer.close();
  }
}
