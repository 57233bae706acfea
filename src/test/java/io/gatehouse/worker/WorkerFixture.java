package io.gatehouse.worker;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;

import io.gatehouse.kafka.ConsumerStatus;
import io.gatehouse.kafka.Consumers;
import io.gatehouse.local.TestServices;
import io.gatehouse.topics.Topic;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One worker for all tests that need nothing special of it. Each test has customers of its own, and
 * sets the switches that it depends on.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class WorkerFixture {

  private static final AtomicInteger NUMBER = new AtomicInteger();
  private static final JsonMapper JSON = JsonMapper.shared();

  @Autowired JdbcClient jdbc;
  @Autowired Consumers consumers;

  KafkaProbe kafka = probe();
  String customer = "";

  @DynamicPropertySource
  static void services(DynamicPropertyRegistry registry) {
    TestServices services = TestServices.shared();
    registry.add("spring.kafka.bootstrap-servers", services::bootstrapServers);
    registry.add("spring.datasource.url", services::jdbcUrl);
    registry.add("spring.datasource.username", services::username);
    registry.add("spring.datasource.password", services::password);
    registry.add("spring.flyway.user", services::owner);
    registry.add("spring.flyway.password", services::password);
    // contexts live side by side, and workers of one name would fence each other
    registry.add("gatehouse.kafka.instance-id", () -> "worker-test-" + UUID.randomUUID());
  }

  private static KafkaProbe probe() {
    return new KafkaProbe(TestServices.shared().bootstrapServers());
  }

  @BeforeAll
  void awaitReady() {
    await()
        .atMost(60, SECONDS)
        .until(() -> consumers.statuses().stream().allMatch(ConsumerStatus::working));
  }

  @AfterAll
  void closeProbe() {
    kafka.close();
  }

  @BeforeEach
  void newCustomer() {
    customer = newCustomerId();
  }

  static String newCustomerId() {
    return "customer-" + NUMBER.incrementAndGet();
  }

  /** Sends a message on a channel and returns its value. */
  String say(String customerId, String channel, String text, Header... headers) {
    String value =
        """
        {"messageId": "%s", "customerId": "%s", "channel": "%s", "sentAt": "2026-11-21T10:00:00Z", "text": "%s"}"""
            .formatted(UUID.randomUUID(), customerId, channel, text);
    kafka.send(Topic.MESSAGES_INBOUND, customerId, value, headers);
    return value;
  }

  String say(String text) {
    return say(customer, "whatsapp", text);
  }

  /**
   * Waits for so many records about the test's customer on a topic and returns them; fails if there
   * are more.
   */
  List<KafkaProbe.Seen> expect(Topic topic, int count) {
    return expect(topic, customer, count);
  }

  List<KafkaProbe.Seen> expect(Topic topic, String customerId, int count) {
    return await()
        .atMost(30, SECONDS)
        .pollInterval(100, MILLISECONDS)
        .until(
            () -> kafka.read(topic, customerId),
            seen -> {
              if (seen.size() > count) {
                throw new AssertionError(
                    "%d records on %s, expected %d".formatted(seen.size(), topic, count));
              }
              return seen.size() == count;
            });
  }

  /** Sends a command about the test's customer and returns its outcome. */
  JsonNode command(Topic topic, String fields) {
    return command(topic, customer, fields);
  }

  JsonNode command(Topic topic, String customerId, String fields) {
    String commandId = UUID.randomUUID().toString();
    kafka.send(topic, customerId, commandValue(customerId, commandId, fields));
    return outcomes(customerId, commandId, 1).getFirst();
  }

  static String commandValue(String customerId, String commandId, String fields) {
    return """
        {"commandId": "%s", "customerId": "%s", "actor": {"id": "supervisor-1"}%s}"""
        .formatted(commandId, customerId, fields.isEmpty() ? "" : ", " + fields);
  }

  /** Waits for so many outcomes of a command. */
  List<JsonNode> outcomes(String key, String commandId, int count) {
    return await()
        .atMost(30, SECONDS)
        .pollInterval(50, MILLISECONDS)
        .until(
            () ->
                kafka.read(Topic.COMMANDS_OUTCOME, key).stream()
                    .map(seen -> JSON.readTree(seen.text()))
                    .filter(
                        outcome -> outcome.required("commandId").stringValue().equals(commandId))
                    .toList(),
            found -> found.size() == count);
  }

  JsonNode set(String setting, boolean value) {
    String commandId = UUID.randomUUID().toString();
    kafka.send(
        Topic.COMMANDS_SETTINGS,
        setting,
        """
        {"commandId": "%s", "actor": {"id": "admin-1"}, "setting": "%s", "value": %s}"""
            .formatted(commandId, setting, value));
    return outcomes(setting, commandId, 1).getFirst();
  }

  static JsonNode json(String text) {
    return JSON.readTree(text);
  }
}
