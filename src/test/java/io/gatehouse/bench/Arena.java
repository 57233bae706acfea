package io.gatehouse.bench;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.local.LocalKafka;
import io.gatehouse.local.LocalTestServices;
import io.gatehouse.local.TestServices;
import io.gatehouse.proof.Checker;
import io.gatehouse.proof.Report;
import io.gatehouse.topics.Topic;
import io.gatehouse.worker.GroupOffsets;
import io.gatehouse.worker.KafkaProbe;
import io.gatehouse.worker.WorkerProcess;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A broker and a database of their own, as durable as in production, and Gatehouse's customers in
 * them: each has an open ticket, one in fifty is blocked.
 */
final class Arena implements AutoCloseable {

  static final String GROUP = "gatehouse.inbound";
  static final int CUSTOMERS = Integer.getInteger("customers", 100_000);

  private static final int ONE_IS_BLOCKED_OF = 50;

  /** A prime number, so that it comes by everybody. */
  private static final int FROM_ALL_OVER = 7_919;

  /**
   * As OPERATIONS.md says: collections of Kafka's 1 GB would be felt by every hundredth message,
   * and the first use of so much memory by all of them.
   */
  private static final List<String> BROKER_HEAP = brokerHeap("4g", "3g");

  /** Where three share the machine. */
  private static final List<String> EACH_BROKERS_HEAP = brokerHeap("2g", "1500m");

  /**
   * What a server of its own would have; a full-page image of everything every few seconds would
   * measure the checkpoints.
   */
  private static final Map<String, String> DATABASE =
      Map.of("shared_buffers", "1GB", "max_wal_size", "4GB", "checkpoint_timeout", "30min");

  /** As OPERATIONS.md says for much data: a quarter of the machine, and few checkpoints. */
  static final Map<String, String> LARGE_DATABASE =
      Map.of("shared_buffers", "6GB", "max_wal_size", "12GB", "checkpoint_timeout", "30min");

  /** Of 16 MB. */
  private static final int LOG_FILES = 192;

  private final int customers;
  private final LocalTestServices services;
  private final GroupOffsets groups;
  private final WorkerProcess worker;
  private int toBlock;

  /** With a broker and a database of an ordinary size. */
  Arena() {
    this(CUSTOMERS, DATABASE);
  }

  /**
   * With one broker.
   *
   * @param settings of the database
   */
  Arena(int customers, Map<String, String> settings) {
    this(customers, TestServices.local(BROKER_HEAP, withLogFilesKept(settings)));
  }

  /** Starts the worker too, which is then ready. */
  private Arena(int customers, LocalTestServices services) {
    this.customers = customers;
    this.services = services;
    makeLogFiles();
    groups = new GroupOffsets(services.bootstrapServers());
    groups.make(Limit.INPUT, Limit.OUTPUT); // now, so that it is settled when it is needed
    worker = Image.worker(services);
    worker.awaitReady();
  }

  /** The same as {@link #Arena()}, but everything is on three brokers. */
  static Arena withThreeBrokers() {
    return new Arena(
        CUSTOMERS, TestServices.replicated(EACH_BROKERS_HEAP, withLogFilesKept(DATABASE)));
  }

  private static List<String> brokerHeap(String all, String young) {
    return List.of(
        "-Xms" + all,
        "-Xmx" + all,
        "-Xmn" + young,
        "-XX:MaxTenuringThreshold=1",
        "-XX:+AlwaysPreTouch");
  }

  private static Map<String, String> withLogFilesKept(Map<String, String> settings) {
    Map<String, String> all = new HashMap<>(settings);
    all.put("min_wal_size", "4GB");
    return all;
  }

  /**
   * As many as the database will use until the end: one that has been running for a while uses its
   * old ones again. To make one takes up to 100 ms, in which nothing is committed.
   */
  private void makeLogFiles() {
    List<String> statements = new ArrayList<>();
    for (int i = 0; i < LOG_FILES; i++) {
      statements.add("select pg_logical_emit_message(false, 'benchmark', ''), pg_switch_wal()");
    }
    // and all of its shared buffers have been used: who is first would pay for their first use
    statements.add("create unlogged table filler (row text)");
    statements.add(
        "insert into filler select repeat('x', 1500) from generate_series(1, "
            + "(select setting::int * 5 from pg_settings where name = 'shared_buffers'))");
    statements.add("drop table filler");
    statements.add("checkpoint");
    execute(statements);
  }

  /**
   * What comes next does not pay for what came before: the limit's table would be vacuumed, what is
   * only in memory written, and Linux has taken log files out of memory that nobody used for a
   * while; to give new memory to a write can take longer than the write.
   */
  void settle() {
    execute(
        List.of(
            "drop table if exists " + Limit.TABLE_NAME,
            "checkpoint",
            "select sum(length(pg_read_binary_file('pg_wal/' || name))) from pg_ls_waldir()"
                + " where name ~ '^[0-9A-F]+$'"));
    Program.run("sync", List.of("sync"));
  }

  private void execute(List<String> statements) {
    try (Connection connection =
            DriverManager.getConnection(
                services.jdbcUrl(), services.superuser(), services.password());
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  LocalTestServices services() {
    return services;
  }

  GroupOffsets groups() {
    return groups;
  }

  WorkerProcess worker() {
    return worker;
  }

  /** Makes the customers as users would: by messages and commands. */
  void populate() {
    try (var kafka = new KafkaProbe(services.bootstrapServers());
        var backlog = backlog()) {
      kafka.allowBlocks();
      for (int customer = 0; customer < customers; customer += ONE_IS_BLOCKED_OF) {
        String id = Backlog.customerId(customer);
        kafka.sendSoon(
            Topic.COMMANDS_BLOCK,
            id,
            """
            {"commandId": "b-%s", "customerId": "%s", "actor": {"id": "agent-7"}, "reason": "spam"}"""
                .formatted(id, id));
      }
      kafka.flush();
      await()
          .atMost(5, MINUTES)
          .until(() -> groups.lag("gatehouse.block", Topic.COMMANDS_BLOCK.contractName()) == 0);
      backlog.sendOneOfEach(Topic.MESSAGES_INBOUND.contractName(), "first-");
      awaitLag(0);
    }
  }

  /** A connector that sends much at once. */
  Backlog backlog() {
    return backlog(customers);
  }

  /**
   * A connector that sends much at once.
   *
   * @param writing so many of the customers
   */
  Backlog backlog(int writing) {
    return new Backlog(services.bootstrapServers(), customers, writing, Backlog.MUCH_AT_ONCE);
  }

  /** A connector that sends much at once, in few words: the disk is not for ever. */
  Backlog briefBacklog() {
    return new Backlog(
        services.bootstrapServers(), customers, customers, Backlog.MUCH_AT_ONCE, true);
  }

  /** Connectors at a fixed rate, of as many customers as the small database has. */
  OpenLoop openLoop() {
    List<String> queues =
        Stream.of(
                Topic.TICKETS_INBOX,
                Topic.TICKETS_BOT,
                Topic.TICKETS_UNASSIGNED,
                Topic.TICKETS_BLOCKED)
            .map(Topic::contractName)
            .toList();
    return new OpenLoop(
        services.bootstrapServers(), customers, Topic.MESSAGES_INBOUND.contractName(), queues);
  }

  /** The same for the limit. */
  OpenLoop limitsOpenLoop() {
    return new OpenLoop(services.bootstrapServers(), customers, Limit.INPUT, List.of(Limit.OUTPUT));
  }

  /**
   * What has been used so far.
   *
   * @param pids of the workers, or of what works in their place
   */
  Drain.Used used(double allocated, long... pids) {
    return new Drain.Used(
        Processors.used(pids),
        Processors.used(services.brokers().stream().mapToLong(LocalKafka::pid).toArray()),
        Processors.used(services.postgres().pid()),
        allocated);
  }

  /**
   * The next customer who is not blocked, from all over: those with the first numbers write most,
   * and soon a fifth of all messages would be for the blocked queue too.
   */
  String nextToBlock() {
    do {
      toBlock = (toBlock + FROM_ALL_OVER) % customers;
    } while (toBlock % ONE_IS_BLOCKED_OF == 0);
    return Backlog.customerId(toBlock);
  }

  /** Waits until no more messages than these wait. */
  void awaitLag(long messages) {
    await().atMost(60, MINUTES).pollInterval(100, MILLISECONDS).until(() -> lag() <= messages);
  }

  /** How many messages wait. */
  long lag() {
    return groups.lag(GROUP, Topic.MESSAGES_INBOUND.contractName());
  }

  /** One of the worker's metrics, the sum over its tags. */
  double metric(String name) {
    return worker
        .get("/actuator/prometheus")
        .lines()
        .filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  /** Checks G1 to G6 over everything that has happened; nobody works at this time. */
  Report check() {
    Report report =
        Checker.check(
            services.bootstrapServers(),
            services.jdbcUrl(),
            services.username(),
            services.password());
    assertThat(report.clean()).as(report.toString()).isTrue();
    return report;
  }

  @Override
  public void close() {
    worker.close();
    groups.close();
    services.close();
  }
}
