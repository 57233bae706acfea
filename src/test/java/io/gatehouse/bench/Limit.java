package io.gatehouse.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gatehouse.local.LocalTestServices;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the machine can do: the same bytes through the same broker in Kafka transactions, and by
 * COPY into a table of the same database; parsed, but nothing looked up, decided or locked. A
 * message that comes again or a crash in between would show that it promises nothing.
 */
public final class Limit {

  static final String INPUT = "limit.in";
  static final String OUTPUT = "limit.out";
  static final String GROUP = "limit";
  static final String TABLE_NAME = "limit_message";

  private static final int THREADS = 2;
  private static final int BATCH = 5_000;

  /** A message by its id, and a customer's messages by time: what any history would have. */
  private static final String[] TABLE = {
    "drop table if exists limit_message",
    """
    create table limit_message (
      message_id text primary key, customer_id text not null, ticket_id bigint, queue text not null,
      channel text not null, sent_at timestamptz not null, received_at timestamptz not null, body text not null)
    """,
    "create index on limit_message (customer_id, sent_at)"
  };

  private final String bootstrapServers;
  private final String jdbcUrl;
  private final String role;
  private final String password;

  private Limit(String bootstrapServers, String jdbcUrl, String role, String password) {
    this.bootstrapServers = bootstrapServers;
    this.jdbcUrl = jdbcUrl;
    this.role = role;
    this.password = password;
  }

  /** Starts it, in a JVM like the worker's. */
  static Program start(LocalTestServices services) {
    return Program.java(
        "limit",
        Limit.class,
        services.bootstrapServers(),
        services.jdbcUrl(),
        services.owner(),
        services.password());
  }

  /** Runs until it is killed. */
  public static void main(String[] arguments) throws Exception {
    var limit = new Limit(arguments[0], arguments[1], arguments[2], arguments[3]);
    limit.makeTable();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      int number = i;
      threads.add(Thread.ofPlatform().start(() -> limit.run(number)));
    }
    for (Thread thread : threads) {
      thread.join();
    }
  }

  private Connection connect() throws SQLException {
    return DriverManager.getConnection(jdbcUrl, role, password);
  }

  private void makeTable() throws SQLException {
    try (Connection connection = connect();
        var statement = connection.createStatement()) {
      for (String sql : TABLE) {
        statement.execute(sql);
      }
    }
  }

  private void run(int number) {
    try (var consumer = new KafkaConsumer<byte[], byte[]>(consumerProperties());
        var producer = new KafkaProducer<byte[], byte[]>(producerProperties(number));
        Connection connection = connect()) {
      connection.setAutoCommit(false);
      CopyManager copy = connection.unwrap(PGConnection.class).getCopyAPI();
      producer.initTransactions();
      consumer.subscribe(List.of(INPUT));
      while (!Thread.currentThread().isInterrupted()) {
        ConsumerRecords<byte[], byte[]> batch = consumer.poll(Duration.ofMillis(200));
        if (!batch.isEmpty()) {
          passOn(batch, producer, copy);
          connection.commit();
          producer.sendOffsetsToTransaction(next(batch), consumer.groupMetadata());
          producer.commitTransaction();
        }
      }
    } catch (SQLException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void passOn(
      ConsumerRecords<byte[], byte[]> batch,
      KafkaProducer<byte[], byte[]> producer,
      CopyManager copy)
      throws SQLException, IOException {
    producer.beginTransaction();
    var rows = new StringBuilder(batch.count() * 220);
    for (var received : batch) {
      JsonNode message = JsonMapper.shared().readTree(received.value());
      var unused =
          producer.send(
              new ProducerRecord<>(
                  OUTPUT, null, received.key(), received.value(), received.headers()));
      String sentAt = message.get("sentAt").stringValue();
      rows.append(message.get("messageId").stringValue())
          .append('\t')
          .append(message.get("customerId").stringValue())
          .append("\t\\N\tinbox\t")
          .append(message.get("channel").stringValue())
          .append('\t')
          .append(sentAt)
          .append('\t')
          .append(sentAt)
          .append('\t')
          .append(message.get("text").stringValue())
          .append('\n');
    }
    long unused =
        copy.copyIn(
            "copy limit_message from stdin",
            new ByteArrayInputStream(rows.toString().getBytes(UTF_8)));
  }

  private static Map<TopicPartition, OffsetAndMetadata> next(
      ConsumerRecords<byte[], byte[]> batch) {
    Map<TopicPartition, OffsetAndMetadata> next = new HashMap<>();
    for (TopicPartition partition : batch.partitions()) {
      next.put(partition, new OffsetAndMetadata(batch.records(partition).getLast().offset() + 1));
    }
    return next;
  }

  private Map<String, Object> consumerProperties() {
    return Map.of(
        "bootstrap.servers",
        bootstrapServers,
        "group.id",
        GROUP,
        "enable.auto.commit",
        false,
        "auto.offset.reset",
        "earliest",
        "isolation.level",
        "read_committed",
        "max.poll.records",
        BATCH,
        "key.deserializer",
        ByteArrayDeserializer.class,
        "value.deserializer",
        ByteArrayDeserializer.class,
        "enable.metrics.push",
        false);
  }

  private Map<String, Object> producerProperties(int number) {
    return Map.of(
        "bootstrap.servers",
        bootstrapServers,
        "transactional.id",
        "limit-" + number,
        "linger.ms",
        5,
        "batch.size",
        131_072,
        "compression.type",
        "lz4",
        "retry.backoff.ms", // offsets may wait this long for the transaction before, by default 100
        5,
        "key.serializer",
        ByteArraySerializer.class,
        "value.serializer",
        ByteArraySerializer.class,
        "enable.metrics.push",
        false);
  }
}
