package io.gatehouse.chaos;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;

import io.gatehouse.local.LocalTestServices;
import io.gatehouse.local.TestServices;
import io.gatehouse.proof.Checker;
import io.gatehouse.proof.Report;
import io.gatehouse.proof.Violation;
import io.gatehouse.topics.Topic;
import io.gatehouse.worker.GroupOffsets;
import io.gatehouse.worker.KafkaProbe;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A broker and a database of its own, what is sent, and what the checker finds. They go on from
 * case to case: each has customers of its own, and what was found before is not found again.
 */
final class Stage implements AutoCloseable {

  private static final List<Topic> ANSWERED =
      List.of(
          Topic.MESSAGES_INBOUND,
          Topic.MESSAGES_OUTBOUND,
          Topic.COMMANDS_SETTINGS,
          Topic.COMMANDS_BLOCK,
          Topic.COMMANDS_UNBLOCK,
          Topic.COMMANDS_DELETE_ALL);

  private static final String DECIDED =
      "select count(*) from command where kind = ? and command_key = any (?)";

  private final LocalTestServices services = TestServices.local();
  private final KafkaProbe kafka = new KafkaProbe(services.bootstrapServers());
  private final GroupOffsets groups = new GroupOffsets(services.bootstrapServers());
  private final Set<Violation> found = new HashSet<>();
  private int customers;

  LocalTestServices services() {
    return services;
  }

  KafkaProbe kafka() {
    return kafka;
  }

  /** Waits until the worker works, and turns on the switch that blocks need. */
  void begin(ChaosWorker worker) {
    worker.awaitReady();
    kafka.allowBlocks();
    awaitSettled(worker);
  }

  /** Another one each time. */
  String customer() {
    return "c-" + ++customers;
  }

  /** A valid message. */
  void message(String customer, String id) {
    message(customer, id, "text of " + id);
  }

  void message(String customer, String id, String text) {
    kafka.sendSoon(
        Topic.MESSAGES_INBOUND,
        customer,
        """
        {"messageId": "%s", "customerId": "%s", "channel": "sms", "sentAt": "2026-11-21T10:00:00Z", "text": "%s"}\
        """
            .formatted(id, customer, text));
  }

  /** A valid reply of the BOT. */
  void reply(String customer, String ticketId, String id) {
    kafka.sendSoon(
        Topic.MESSAGES_OUTBOUND,
        customer,
        """
        {"messageId": "%s", "customerId": "%s", "ticketId": "%s", "actor": {"id": "bot-1"}, "from": "bot", \
        "sentAt": "2026-11-21T10:00:00Z", "text": "reply %s"}\
        """
            .formatted(id, customer, ticketId, id));
  }

  void command(Topic topic, String customer, String id) {
    kafka.sendSoon(topic, customer, commandValue(customer, id));
  }

  static String commandValue(String customer, String id) {
    return """
    {"commandId": "%s", "customerId": "%s", "actor": {"id": "a"}}\
    """
        .formatted(id, customer);
  }

  /** No message and no command. */
  void nonsense(Topic topic, String customer) {
    kafka.sendSoon(topic, customer, "nonsense");
  }

  void flush() {
    kafka.flush();
  }

  void awaitOutcome(String customer, String commandId) {
    await("outcome of " + commandId + " for " + customer)
        .atMost(30, SECONDS)
        .pollInterval(50, MILLISECONDS)
        .until(
            () ->
                kafka.read(Topic.COMMANDS_OUTCOME, customer).stream()
                    .anyMatch(
                        seen -> String.valueOf(seen.text()).contains("\"" + commandId + "\"")));
  }

  /** Waits until all that was sent is answered. A worker that ends by itself is started again. */
  void awaitSettled(ChaosWorker worker) {
    flush();
    await("all to be answered")
        .atMost(90, SECONDS)
        .pollInterval(100, MILLISECONDS)
        .ignoreExceptionsMatching(IllegalStateException.class::isInstance)
        .until(
            () -> {
              if (!worker.alive()) {
                worker.startAgain();
              }
              return ANSWERED.stream()
                  .allMatch(topic -> groups.lag(group(topic), topic.contractName()) == 0);
            });
  }

  /** Waits until all partitions of the topic are another worker's. */
  void awaitMoved(Topic topic, ChaosWorker to) {
    await("the partitions of " + topic.contractName() + " to move")
        .atMost(60, SECONDS)
        .pollInterval(100, MILLISECONDS)
        .ignoreExceptionsMatching(IllegalStateException.class::isInstance)
        .until(
            () -> {
              var members = groups.partitionsByClient(group(topic));
              return members.values().stream().mapToInt(Integer::intValue).sum() > 0
                  && members.keySet().stream().allMatch(id -> id.contains(to.instance()));
            });
  }

  /** Waits until another consumer wants to join, and those that are there have not left yet. */
  void awaitRebalance(Topic topic) {
    await("a rebalance of " + topic.contractName())
        .atMost(60, SECONDS)
        .pollInterval(100, MILLISECONDS)
        .until(() -> groups.rebalances(group(topic)));
  }

  /** Everything comes again, as to an operator who resets the group. No worker runs. */
  void rewind(Topic topic) {
    groups.rewind(group(topic));
  }

  /** Waits until the commands hold, announced or not. */
  void awaitDecided(String kind, List<String> keys, Duration atMost) {
    await("the decisions of " + kind)
        .atMost(atMost)
        .pollInterval(50, MILLISECONDS)
        .until(() -> decided(kind, keys) == keys.size());
  }

  private int decided(String kind, List<String> keys) throws SQLException {
    try (var connection =
            DriverManager.getConnection(
                services.jdbcUrl(), services.username(), services.password());
        var statement = connection.prepareStatement(DECIDED)) {
      statement.setString(1, kind);
      statement.setArray(2, connection.createArrayOf("text", keys.toArray()));
      try (var count = statement.executeQuery()) {
        count.next();
        return count.getInt(1);
      }
    }
  }

  private static String group(Topic topic) {
    String name = topic.contractName();
    return "gatehouse." + name.substring(name.indexOf('.') + 1);
  }

  /** What the checker finds that it did not find before. */
  Findings check() {
    Report report =
        Checker.check(
            services.bootstrapServers(),
            services.jdbcUrl(),
            services.username(),
            services.password());
    List<Violation> all = report.violations();
    List<Violation> newOnes = all.stream().filter(found::add).toList();
    return new Findings(report, newOnes);
  }

  /**
   * Violations, and the report that tells their story.
   *
   * @param violations in the order of the properties
   */
  record Findings(Report report, List<Violation> violations) {

    @Override
    public String toString() {
      @Nullable Violation first = violations.isEmpty() ? null : violations.getFirst();
      return first == null
          ? "clean"
          : "%d violation(s), first %s%n  %s"
              .formatted(violations.size(), first, String.join("\n  ", report.story(first)));
    }
  }

  @Override
  public void close() {
    groups.close();
    kafka.close();
    services.close();
  }
}
