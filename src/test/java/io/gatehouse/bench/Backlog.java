package io.gatehouse.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Messages as connectors send them, of about 330 bytes unless they are brief: most from few
 * customers, some from very many.
 */
final class Backlog implements AutoCloseable {

  static final Map<String, Object> MUCH_AT_ONCE =
      Map.of("linger.ms", 20, "batch.size", 131_072, "compression.type", "lz4");

  private final int customers;
  private final int writing;
  private final boolean brief;
  private final Random random = new Random(1);
  private final KafkaProducer<byte[], byte[]> producer;

  /** Of these customers, with the client's settings for much at once. */
  Backlog(String bootstrapServers, int customers) {
    this(bootstrapServers, customers, customers, MUCH_AT_ONCE);
  }

  /** Of sentences. */
  Backlog(
      String bootstrapServers, int customers, int writing, Map<String, Object> producerProperties) {
    this(bootstrapServers, customers, writing, producerProperties, false);
  }

  /**
   * @param writing so many of the customers, from all over the history
   * @param producerProperties that differ from the client's defaults
   * @param brief whether they write a word instead of a sentence
   */
  Backlog(
      String bootstrapServers,
      int customers,
      int writing,
      Map<String, Object> producerProperties,
      boolean brief) {
    this.customers = customers;
    this.writing = writing;
    this.brief = brief;
    Map<String, Object> properties = new HashMap<>(producerProperties);
    properties.put("bootstrap.servers", bootstrapServers);
    properties.put("enable.metrics.push", false);
    this.producer =
        new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
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
    int skewed = (int) (Math.abs(random.nextGaussian()) * writing / 4);
    int apart = Math.max(1, customers / writing - 1); // not 100: every 50th customer is blocked
    send(topic, idPrefix, number, Math.min(writing - 1, skewed) * apart, headers);
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
            + "\",\"channel\":\"whatsapp\",\"sentAt\":\"2026-11-21T10:00:00Z\",\"text\":"
            + (brief ? "\"Hello?\"}" : sentence(number));
    var unused =
        producer.send(
            new ProducerRecord<>(
                topic, null, id.getBytes(UTF_8), message.getBytes(UTF_8), headers));
  }

  private static String sentence(long number) {
    return "\"Good morning, I am still waiting for the parcel with the number "
        + number
        + ", which should have been here last Thursday.\","
        + "\"attributes\":{\"locale\":\"en\",\"device\":\"android\"}}";
  }

  static String customerId(int customer) {
    return "c-" + customer;
  }

  @Override
  public void close() {
    producer.close();
  }
}
