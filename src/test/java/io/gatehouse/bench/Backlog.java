package io.gatehouse.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Messages as connectors send them, of about 330 bytes: most from few customers, some from very
 * many.
 */
final class Backlog implements AutoCloseable {

  private final int customers;
  private final Random random = new Random(1);
  private final KafkaProducer<byte[], byte[]> producer;

  /**
   * @param lingerMs how long the connector waits for more to send, in ms: much for a backlog, the
   *     client's default where delays are measured
   */
  Backlog(String bootstrapServers, int customers, int lingerMs) {
    this.customers = customers;
    this.producer =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "linger.ms",
                lingerMs,
                "batch.size",
                131_072,
                "compression.type",
                "lz4",
                "enable.metrics.push",
                false),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  /** Sends {@code count} messages with ids of their own, and waits until the broker has them. */
  void send(String topic, String idPrefix, long count) {
    for (long i = 0; i < count; i++) {
      send(topic, idPrefix, i, List.of());
    }
    producer.flush();
  }

  /** Sends one of a skewed choice of customers. */
  void send(String topic, String idPrefix, long number, List<Header> headers) {
    int skewed = (int) (Math.abs(random.nextGaussian()) * customers / 4);
    send(topic, idPrefix, number, Math.min(customers - 1, skewed), headers);
  }

  /** Sends one message of each customer, and waits until the broker has them. */
  void sendOneOfEach(String topic, String idPrefix) {
    for (int customer = 0; customer < customers; customer++) {
      send(topic, idPrefix, customer, customer, List.of());
    }
    producer.flush();
  }

  private void send(
      String topic, String idPrefix, long number, int customer, List<Header> headers) {
    String id = customerId(customer);
    String message =
        "{\"messageId\":\""
            + idPrefix
            + number
            + "\",\"customerId\":\""
            + id
            + "\",\"channel\":\"whatsapp\",\"sentAt\":\"2026-11-21T10:00:00Z\",\"text\":\"Good morning, I am still waiting"
            + " for the parcel with the number "
            + number
            + ", which should have been here last Thursday.\","
            + "\"attributes\":{\"locale\":\"en\",\"device\":\"android\"}}";
    var unused =
        producer.send(
            new ProducerRecord<>(
                topic, null, id.getBytes(UTF_8), message.getBytes(UTF_8), headers));
  }

  static String customerId(int customer) {
    return "c-" + customer;
  }

  @Override
  public void close() {
    producer.close();
  }
}
