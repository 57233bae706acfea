package io.gatehouse.nemesis;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.core.ConditionTimeoutException;

/** A database that crashes, is slow, is full, ends sessions, or is locked by somebody else. */
final class DatabaseFaults {

  private static final String END_SESSIONS =
      """
      select pg_terminate_backend(pid) from pg_stat_activity
      where application_name = 'gatehouse' and random() < 0.7
      """;

  /** What a person with a console, or a migration gone wrong, might hold. */
  private static final List<String> LOCKS =
      List.of(
          "lock table source_partition in access exclusive mode",
          "lock table ticket in share mode",
          "lock table command in exclusive mode",
          "select 1 from source_partition where random() < 0.3 for update",
          "select 1 from customer where random() < 0.2 for update");

  private final Deployment deployment;
  private final FaultLog log;

  DatabaseFaults(Deployment deployment, FaultLog log) {
    this.deployment = deployment;
    this.log = log;
  }

  List<Fault> all() {
    List<Fault> faults = new ArrayList<>();
    faults.add(new Fault("database: crash", this::crash));
    faults.add(new Fault("database: sessions ended", this::endSessions));
    faults.add(new Fault("database: locked by somebody", this::lock));
    faults.add(new Fault("database: slow", draw -> weather(draw, slow(draw))));
    faults.add(new Fault("database: silent", draw -> weather(draw, Weather.SILENT)));
    faults.add(new Fault("database: no replies", draw -> weather(draw, Weather.NO_REPLIES)));
    deployment
        .databaseDisk()
        .ifPresent(d -> faults.add(new Fault("database: disk full", draw -> fill(draw, d))));
    return faults;
  }

  private void crash(Draw draw) throws InterruptedException {
    log.say("database: immediate stop");
    deployment.postgres().stopImmediate();
    try {
      draw.hold(0, 8_000);
    } finally {
      deployment.postgres().start();
    }
  }

  private void endSessions(Draw draw) throws Exception {
    log.say("database: ends sessions");
    for (int i = 0; i < 3 && !draw.isOver(); i++) {
      try (Connection connection = deployment.connect();
          Statement statement = connection.createStatement()) {
        statement.execute(END_SESSIONS);
      }
      draw.hold(200, 1_500);
    }
  }

  private void lock(Draw draw) throws Exception {
    String lock = draw.oneOf(LOCKS);
    log.say("database: somebody holds: " + lock);
    try (Connection connection = deployment.connect();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute("set local lock_timeout = '20s'");
      statement.execute(lock);
      draw.hold(3_000, 15_000);
      connection.rollback();
    }
  }

  private static Weather slow(Draw draw) {
    return Weather.slow(draw.between(10, 120));
  }

  /** For all workers at the same time. */
  private void weather(Draw draw, Weather weather) throws InterruptedException {
    log.say("database: " + weather);
    deployment.network().all().forEach(cables -> cables.database().weather(weather));
    try {
      draw.hold(3_000, 12_000);
    } finally {
      deployment
          .network()
          .all()
          .forEach(
              cables -> {
                if (!weather.replies()) {
                  cables.database().sever(); // the replies are lost, not late
                }
                cables.database().weather(Weather.CLEAR);
              });
    }
  }

  private void fill(Draw draw, Disk disk) throws Exception {
    log.say("database: disk full");
    disk.fill();
    try {
      draw.hold(4_000, 12_000);
    } finally {
      disk.free();
    }
    try {
      await()
          .atMost(10, SECONDS)
          .pollInterval(Duration.ofMillis(500))
          .until(deployment::databaseAnswers);
    } catch (ConditionTimeoutException e) {
      log.say("database: full, it has given up; an operator starts it again");
      deployment.postgres().stopImmediate();
      deployment.postgres().start();
    }
  }
}
