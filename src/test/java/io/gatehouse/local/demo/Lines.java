package io.gatehouse.local.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gatehouse.topics.Topic;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** To the broker, with everybody's own login. */
final class Lines implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Lines.class);

  private final Function<String, Map<String, Object>> connection;
  private final Map<Login, KafkaProducer<byte[], byte[]>> producers = new EnumMap<>(Login.class);

  /**
   * @param connection what a client of a user of {@code access/kafka.yaml} needs
   */
  Lines(Function<String, Map<String, Object>> connection) {
    this.connection = connection;
  }

  /** Sends without waiting. What the broker does not take is given up after two minutes. */
  void send(Sent sent) {
    var record =
        new ProducerRecord<>(
            sent.topic().contractName(),
            sent.key().getBytes(UTF_8),
            sent.value().toString().getBytes(UTF_8));
    var unused =
        producer(sent.login())
            .send(
                record,
                (taken, failure) -> {
                  if (failure != null) {
                    log.debug("the broker did not take a record of the demo", failure);
                  }
                });
  }

  private synchronized KafkaProducer<byte[], byte[]> producer(Login login) {
    return producers.computeIfAbsent(
        login,
        missing ->
            new KafkaProducer<>(
                properties(missing, Map.of("max.block.ms", 5_000)),
                new ByteArraySerializer(),
                new ByteArraySerializer()));
  }

  /** Reads some topics from their beginning, as they are seen by those who may read them. */
  KafkaConsumer<byte[], byte[]> reader(Login login, Topic... topics) {
    var consumer =
        new KafkaConsumer<>(
            properties(
                login, Map.of("isolation.level", "read_committed", "enable.auto.commit", false)),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    List<TopicPartition> partitions =
        Arrays.stream(topics)
            .flatMap(
                topic ->
                    consumer.partitionsFor(topic.contractName(), Duration.ofMinutes(1)).stream())
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    return consumer;
  }

  private Map<String, Object> properties(Login login, Map<String, Object> own) {
    Map<String, Object> properties = new HashMap<>(connection.apply(login.user()));
    properties.put("client.id", "demo-" + login.user());
    properties.put("enable.metrics.push", false);
    properties.putAll(own);
    return properties;
  }

  @Override
  public synchronized void close() {
    producers.values().forEach(producer -> producer.close(Duration.ofSeconds(2)));
  }
}
