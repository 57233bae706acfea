package io.gatehouse.tools;

import io.gatehouse.topics.TopicSettings;
import io.gatehouse.topics.Topics;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.StandardEnvironment;

/**
 * The installation that a tool works on. Its settings are those that a worker started here would
 * have, from the same variables and files; the options of the command line come before them.
 */
final class Installation {

  /** How long anything asked of the broker may take, ms. */
  static final int PATIENCE_MS = 10_000;

  private static final String CLIENT_ID = "gatehouse-tools";

  private final ConfigurableEnvironment environment;
  private final KafkaProperties kafka;
  private final Topics topics;
  private final Map<String, Object> overrides = new HashMap<>();

  Installation(ConnectionOptions options) {
    environment = new StandardEnvironment();
    try {
      ConfigDataEnvironmentPostProcessor.applyTo(environment);
      Binder binder = Binder.get(environment);
      kafka = binder.bindOrCreate("spring.kafka", KafkaProperties.class);
      topics = new Topics(binder.bindOrCreate("gatehouse.topics", TopicSettings.class));
    } catch (BindException | IllegalArgumentException e) {
      throw new ToolException(Exit.USAGE, "a setting is wrong: " + Failures.rootMessage(e));
    }
    if (options.commandConfig != null) {
      overrides.putAll(read(options.commandConfig));
    } else if (kafka.getSsl().getBundle() != null) {
      throw new ToolException(
          Exit.USAGE,
          "spring.kafka.ssl.bundle is only for the worker: give the tools --command-config FILE");
    }
    if (options.bootstrapServer != null) {
      overrides.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, options.bootstrapServer);
    }
  }

  private static Map<String, Object> read(Path file) {
    var properties = new Properties();
    try (Reader in = Files.newBufferedReader(file)) {
      properties.load(in);
    } catch (IOException | IllegalArgumentException e) {
      throw new ToolException(Exit.USAGE, "--command-config: cannot read " + file);
    }
    Map<String, Object> read = new HashMap<>();
    properties.stringPropertyNames().forEach(name -> read.put(name, properties.getProperty(name)));
    return read;
  }

  Topics topics() {
    return topics;
  }

  /** For messages to people. */
  String bootstrapServers() {
    Object named = overrides.get(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG);
    return named == null ? String.join(",", kafka.getBootstrapServers()) : named.toString();
  }

  /** A setting of the worker that is not about Kafka. */
  String setting(String name, String otherwise) {
    return environment.getProperty(name, otherwise);
  }

  /** What every client of the broker needs. */
  Map<String, Object> connection() {
    Map<String, Object> properties = kafka.buildAdminProperties();
    properties.putAll(overrides);
    properties.put(CommonClientConfigs.CLIENT_ID_CONFIG, CLIENT_ID);
    return properties;
  }

  /** Reads what is committed, in no group. */
  KafkaConsumer<byte[], byte[]> consumer() {
    Map<String, Object> properties = kafka.buildConsumerProperties();
    properties.putAll(overrides);
    properties.remove(ConsumerConfig.GROUP_ID_CONFIG);
    properties.put(ConsumerConfig.CLIENT_ID_CONFIG, CLIENT_ID);
    properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    properties.put(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, 1);
    properties.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, PATIENCE_MS);
    properties.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, PATIENCE_MS / 2);
    return new KafkaConsumer<>(
        properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  /** Waits for all replicas; partitions by murmur2 of the key, as the contract says. */
  KafkaProducer<byte[], byte[]> producer() {
    Map<String, Object> properties = kafka.buildProducerProperties();
    properties.putAll(overrides);
    properties.remove(ProducerConfig.TRANSACTIONAL_ID_CONFIG);
    properties.remove(ProducerConfig.PARTITIONER_CLASS_CONFIG);
    properties.remove(ProducerConfig.PARTITIONER_IGNORE_KEYS_CONFIG);
    properties.put(ProducerConfig.CLIENT_ID_CONFIG, CLIENT_ID);
    properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    properties.put(ProducerConfig.ACKS_CONFIG, "all");
    properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, PATIENCE_MS);
    // its native library takes longer to load than a few messages to send
    properties.remove(ProducerConfig.COMPRESSION_TYPE_CONFIG);
    return new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
  }
}
