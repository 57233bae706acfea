package io.gatehouse.kafka;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.kafka.core.MicrometerConsumerListener;
import org.springframework.kafka.core.ProducerFactory;
import org.springframework.stereotype.Component;

/**
 * Makes Kafka clients from Spring Boot's {@code spring.kafka.*}, so that every security setting
 * works, and fixes the few properties that the guarantees stand on and no configuration may change.
 */
@Component
public class KafkaClients implements DisposableBean {

  /** A customer has one partition number on every topic: by the key, as the contract says. */
  private static final Set<String> PARTITIONING =
      Set.of(
          ProducerConfig.PARTITIONER_CLASS_CONFIG, ProducerConfig.PARTITIONER_IGNORE_KEYS_CONFIG);

  private final Map<String, Object> consumerProperties;
  private final Map<String, Object> producerProperties;
  private final KafkaSettings settings;
  private final MeterRegistry meters;
  private final Admin admin;

  KafkaClients(
      ConsumerFactory<?, ?> consumers,
      ProducerFactory<?, ?> producers,
      KafkaAdmin admins,
      KafkaSettings settings,
      MeterRegistry meters) {
    this.consumerProperties = consumers.getConfigurationProperties();
    this.producerProperties = producers.getConfigurationProperties();
    this.settings = settings;
    this.meters = meters;
    this.admin = Admin.create(admins.getConfigurationProperties());
  }

  public Admin admin() {
    return admin;
  }

  /** The worker's name among those running, for log lines and errors. */
  public String instanceId() {
    return settings.instanceId();
  }

  /**
   * Makes consumers.
   *
   * @param watch is told of every poll, on the consumer's thread
   */
  DefaultKafkaConsumerFactory<byte[], byte[]> consumers(
      Map<String, Object> overrides, PollWatch watch) {
    Map<String, Object> properties = new HashMap<>(consumerProperties);
    properties.putAll(overrides);
    properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    // A new group starts with the oldest record; "latest" would lose what waits.
    properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    // KIP-848 groups refuse transactional commits when the member epoch moved on (brokers below
    // 4.3).
    properties.put(ConsumerConfig.GROUP_PROTOCOL_CONFIG, "classic");
    properties.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
    properties.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
    var factory = new WatchedConsumers(properties, watch);
    factory.addListener(new MicrometerConsumerListener<>(meters));
    return factory;
  }

  /**
   * Transactions of this name.
   *
   * @param overrides of {@code spring.kafka.producer}
   * @param beside for what is done beside their work
   */
  Transactions transactions(String name, Map<String, Object> overrides, Executor beside) {
    Map<String, Object> properties = new HashMap<>(producerProperties);
    properties.putAll(overrides);
    // begins as the groups do: access is given by this prefix
    properties.put(
        ProducerConfig.TRANSACTIONAL_ID_CONFIG, "gatehouse." + settings.instanceId() + "-" + name);
    properties.put(ProducerConfig.CLIENT_ID_CONFIG, settings.instanceId() + "-" + name);
    properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    properties.put(ProducerConfig.ACKS_CONFIG, "all");
    properties.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
    properties.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
    return new Transactions(
        () -> {
          var producer = new KafkaProducer<byte[], byte[]>(properties);
          var metrics = new KafkaClientMetrics(producer);
          metrics.bindTo(meters);
          return new Transactions.Client(producer, metrics);
        },
        beside);
  }

  /** A producer without transactions, for single records; one that is sent twice is kept once. */
  public Producer<byte[], byte[]> producer(String name, Map<String, Object> overrides) {
    Map<String, Object> properties = new HashMap<>(producerProperties);
    properties.putAll(overrides);
    properties.keySet().removeAll(PARTITIONING);
    properties.remove(ProducerConfig.TRANSACTIONAL_ID_CONFIG);
    properties.put(ProducerConfig.CLIENT_ID_CONFIG, settings.instanceId() + "-" + name);
    properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    properties.put(ProducerConfig.ACKS_CONFIG, "all");
    return new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
  }

  /** A consumer without a group, for whoever only looks on. */
  public Consumer<byte[], byte[]> reader(String name) {
    Map<String, Object> properties = new HashMap<>(consumerProperties);
    properties.remove(ConsumerConfig.GROUP_ID_CONFIG);
    properties.put(ConsumerConfig.CLIENT_ID_CONFIG, settings.instanceId() + "-" + name);
    properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "latest");
    properties.put(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, 1);
    return new KafkaConsumer<>(
        properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  @Override
  public void destroy() {
    admin.close();
  }
}
