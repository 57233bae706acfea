package io.gatehouse.worker;

import static org.awaitility.Awaitility.await;

import io.gatehouse.topics.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** A connector, a screen and a reader of every topic in one: what is outside the worker. */
public final class KafkaProbe implements AutoCloseable {

  /** A record as a {@code read_committed} reader sees it. */
  public record Seen(ConsumerRecord<byte[], byte[]> source) {

    public @Nullable String key() {
      return source.key() == null ? null : new String(source.key(), StandardCharsets.UTF_8);
    }

    public @Nullable String text() {
      return source.value() == null ? null : new String(source.value(), StandardCharsets.UTF_8);
    }

    public @Nullable String header(String name) {
      Header header = source.headers().lastHeader(name);
      return header == null || header.value() == null
          ? null
          : new String(header.value(), StandardCharsets.UTF_8);
    }

    public @Nullable String type() {
      return header("ce_type");
    }
  }

  private final Map<String, Object> connection;
  private final KafkaProducer<byte[], byte[]> producer;
  private final Map<Topic, Reading> readings = new EnumMap<>(Topic.class);

  public KafkaProbe(String bootstrapServers) {
    this(Map.of("bootstrap.servers", bootstrapServers));
  }

  /** With a login, and only the rights that go with it. */
  public KafkaProbe(Map<String, Object> connection) {
    this.connection = connection;
    Map<String, Object> properties = new HashMap<>(connection);
    properties.put("linger.ms", 5);
    properties.put("batch.size", 131072);
    properties.put("compression.type", "lz4");
    properties.put("max.request.size", 3_000_000);
    properties.put("enable.metrics.push", false);
    producer =
        new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
  }

  /** Sends and waits until the broker has it. */
  public RecordMetadata send(
      Topic topic, @Nullable String key, @Nullable String value, Header... headers) {
    return send(
        topic,
        key == null ? null : key.getBytes(StandardCharsets.UTF_8),
        value == null ? null : value.getBytes(StandardCharsets.UTF_8),
        headers);
  }

  public RecordMetadata send(
      Topic topic, byte @Nullable [] key, byte @Nullable [] value, Header... headers) {
    try {
      return producer
          .send(new ProducerRecord<>(topic.contractName(), null, key, value, List.of(headers)))
          .get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  /** As a connector does that has its own way to choose partitions. */
  public void sendTo(Topic topic, int partition, String key, String value) {
    var unused =
        producer.send(
            new ProducerRecord<>(
                topic.contractName(),
                partition,
                key.getBytes(StandardCharsets.UTF_8),
                value.getBytes(StandardCharsets.UTF_8)));
    producer.flush();
  }

  /** Sends without waiting; {@link #flush} waits for all. */
  public void sendSoon(Topic topic, String key, String value) {
    sendSoon(
        topic,
        key.getBytes(StandardCharsets.UTF_8),
        value.getBytes(StandardCharsets.UTF_8),
        List.of());
  }

  public void sendSoon(
      Topic topic, byte @Nullable [] key, byte @Nullable [] value, List<Header> headers) {
    var unused =
        producer.send(new ProducerRecord<>(topic.contractName(), null, key, value, headers));
  }

  /** Turns the switch on that blocks need, and waits for the outcome. */
  public void allowBlocks() {
    send(
        Topic.COMMANDS_SETTINGS,
        "block-contact.enabled",
        """
        {"commandId": "on", "actor": {"id": "a"}, "setting": "block-contact.enabled", "value": true}""");
    await()
        .atMost(30, TimeUnit.SECONDS)
        .until(() -> !read(Topic.COMMANDS_OUTCOME, "block-contact.enabled").isEmpty());
  }

  public void flush() {
    producer.flush();
  }

  /**
   * Everything on a topic now as {@code read_committed} readers see it, each partition in its
   * order. Reads only what came since the last look.
   */
  public synchronized List<Seen> read(Topic topic) {
    return readings.computeIfAbsent(topic, t -> new Reading(consumer(), t)).now();
  }

  /** The same one by one, for topics that memory does not hold. */
  public void forEach(Topic topic, Consumer<Seen> reader) {
    try (var consumer = consumer()) {
      readOn(consumer, assignAll(consumer, topic), reader);
    }
  }

  private static List<TopicPartition> assignAll(
      KafkaConsumer<byte[], byte[]> consumer, Topic topic) {
    List<TopicPartition> partitions =
        consumer.partitionsFor(topic.contractName()).stream()
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    return partitions;
  }

  private static void readOn(
      KafkaConsumer<byte[], byte[]> consumer,
      List<TopicPartition> partitions,
      Consumer<Seen> reader) {
    Map<TopicPartition, Long> end = consumer.endOffsets(partitions);
    while (partitions.stream().anyMatch(p -> consumer.position(p) < end.getOrDefault(p, 0L))) {
      consumer.poll(Duration.ofMillis(100)).forEach(received -> reader.accept(new Seen(received)));
    }
  }

  /** What has been read of a topic so far. */
  private static final class Reading {

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final List<TopicPartition> partitions;
    private final List<Seen> seen = new ArrayList<>();

    Reading(KafkaConsumer<byte[], byte[]> consumer, Topic topic) {
      this.consumer = consumer;
      this.partitions = assignAll(consumer, topic);
    }

    List<Seen> now() {
      readOn(consumer, partitions, seen::add);
      return List.copyOf(seen);
    }
  }

  /** What a topic has about one customer: by {@code ce_subject}, or by key where there is none. */
  public List<Seen> read(Topic topic, String customerId) {
    return read(topic).stream()
        .filter(
            seen -> {
              String subject = seen.header("ce_subject");
              return customerId.equals(subject == null ? seen.key() : subject);
            })
        .toList();
  }

  private KafkaConsumer<byte[], byte[]> consumer() {
    Map<String, Object> properties = new HashMap<>(connection);
    properties.put("isolation.level", "read_committed");
    properties.put("enable.auto.commit", false);
    properties.put("max.poll.records", 20_000);
    properties.put("enable.metrics.push", false);
    return new KafkaConsumer<>(
        properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  @Override
  public synchronized void close() {
    producer.close();
    readings.values().forEach(reading -> reading.consumer.close());
  }
}
