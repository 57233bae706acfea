package io.gatehouse.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

/** What tests of outages rely on: what was committed is there again, at the same addresses. */
class OutageIT {

  private static final String TOPIC = "outage";

  @Test
  void committedDataOutlivesAStop() throws Exception {
    TestServices services = TestServices.shared();
    String database = services.freshDatabase();
    write(services, database);

    services.stopKafka();
    services.stopPostgres();
    services.startPostgres();
    services.startKafka();

    assertThat(rows(services, database)).isEqualTo(1);
    assertThat(records(services)).containsExactly("committed");
  }

  @Test
  void committedDataOutlivesACrash() throws Exception {
    try (var services = TestServices.local()) {
      String database = services.freshDatabase();
      write(services, database);

      services.kafka().kill();
      services.postgres().stopImmediate();
      services.startPostgres();
      services.startKafka();

      assertThat(rows(services, database)).isEqualTo(1);
      assertThat(records(services)).containsExactly("committed");
    }
  }

  @Test
  void databasesOfTwoTestsAreNotTheSame() {
    TestServices services = TestServices.shared();

    assertThat(services.freshDatabase()).isNotEqualTo(services.freshDatabase());
  }

  private static void write(TestServices services, String database) throws Exception {
    execute(services, database, "CREATE TABLE outage AS SELECT 1 AS committed");
    try (var admin = Admin.create(client(services))) {
      admin.createTopics(List.of(new NewTopic(TOPIC, 1, (short) 1))).all().get();
    }
    Map<String, Object> transactional =
        Map.of("bootstrap.servers", services.bootstrapServers(), "transactional.id", TOPIC);
    try (var producer =
        new KafkaProducer<>(transactional, new StringSerializer(), new StringSerializer())) {
      producer.initTransactions();
      producer.beginTransaction();
      producer.send(new ProducerRecord<>(TOPIC, "key", "committed")).get();
      producer.commitTransaction();
    }
  }

  private static void execute(TestServices services, String database, String sql)
      throws SQLException {
    try (var connection =
            DriverManager.getConnection(database, services.owner(), services.password());
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static int rows(TestServices services, String database) throws SQLException {
    try (var connection =
            DriverManager.getConnection(database, services.owner(), services.password());
        var statement = connection.createStatement();
        var count = statement.executeQuery("SELECT count(*) FROM outage")) {
      assertThat(count.next()).isTrue();
      return count.getInt(1);
    }
  }

  private static List<String> records(TestServices services) {
    Map<String, Object> committed =
        Map.of(
            "bootstrap.servers",
            services.bootstrapServers(),
            "group.id",
            TOPIC,
            "auto.offset.reset",
            "earliest",
            "isolation.level",
            "read_committed");
    try (var consumer =
        new KafkaConsumer<>(committed, new StringDeserializer(), new StringDeserializer())) {
      consumer.subscribe(List.of(TOPIC));
      return await()
          .atMost(Duration.ofSeconds(30))
          .until(
              () ->
                  StreamSupport.stream(consumer.poll(Duration.ofMillis(200)).spliterator(), false)
                      .map(record -> record.value())
                      .toList(),
              values -> !values.isEmpty());
    }
  }

  private static Map<String, Object> client(TestServices services) {
    return Map.of("bootstrap.servers", services.bootstrapServers());
  }
}
