package io.gatehouse.nemesis;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.local.TestServices;
import io.gatehouse.worker.KafkaProbe;
import io.gatehouse.worker.WorkerProcess;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TransactionState;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** G8 in numbers: how soon it goes on, and what it does meanwhile. */
@Tag("chaos")
class RecoveryIT {

  private static final Duration OUTAGE = Duration.ofSeconds(60);

  @Test
  void routing_resumes_within_5_s_after_a_minute_without_database() {
    try (var services = TestServices.local();
        var kafka = new KafkaProbe(services.bootstrapServers());
        var worker = new WorkerProcess(services)) {
      worker.awaitReady();
      try (var arrivals = new Arrivals(services.bootstrapServers());
          var feed = new Feed(kafka)) {
        feed.start(500);
        arrivals.onEveryPartitionAfter(System.currentTimeMillis());

        quietDuring("without database", worker, services::stopPostgres, services::startPostgres);

        Duration resumed = arrivals.onEveryPartitionAfter(System.currentTimeMillis());
        System.out.printf("database back: routing on every partition after %s%n", resumed);
        assertThat(resumed).isLessThan(Duration.ofSeconds(5));
      }
    }
  }

  @Test
  void routing_resumes_after_a_minute_without_broker() {
    try (var services = TestServices.local();
        var kafka = new KafkaProbe(services.bootstrapServers());
        var worker = new WorkerProcess(services)) {
      worker.awaitReady();
      try (var arrivals = new Arrivals(services.bootstrapServers());
          var feed = new Feed(kafka)) {
        feed.start(500);
        arrivals.onEveryPartitionAfter(System.currentTimeMillis());

        quietDuring("without broker", worker, services::stopKafka, services::startKafka);

        Duration resumed = arrivals.onEveryPartitionAfter(System.currentTimeMillis());
        System.out.printf("broker back: routing on every partition after %s%n", resumed);
        assertThat(resumed).isLessThan(Duration.ofSeconds(20));
      }
    }
  }

  @Test
  void what_another_worker_routes_is_seen_within_20_s_of_a_kill_in_the_middle_of_a_transaction()
      throws Exception {
    try (var services = TestServices.local();
        var kafka = new KafkaProbe(services.bootstrapServers());
        var one = new WorkerProcess(services);
        var other = new WorkerProcess(services);
        var admin =
            Admin.create(
                Map.<String, Object>of("bootstrap.servers", services.bootstrapServers()))) {
      one.awaitReady();
      other.awaitReady();
      try (var arrivals = new Arrivals(services.bootstrapServers());
          var feed = new Feed(kafka)) {
        feed.start(3_000);
        arrivals.onEveryPartitionAfter(System.currentTimeMillis());

        killInTransaction(one, admin);

        Duration seen = arrivals.onEveryPartitionAfter(System.currentTimeMillis());
        System.out.printf("kill -9 in a transaction: output on every partition after %s%n", seen);
        assertThat(seen).isLessThan(Duration.ofSeconds(20));
      }
    }
  }

  /** Few lines, little work, and readiness says what it waits for. */
  private static void quietDuring(String what, WorkerProcess worker, Runnable away, Runnable back) {
    away.run();
    await()
        .atMost(30, SECONDS)
        .until(() -> worker.get("/actuator/health/readiness").startsWith("503"));
    long lines = worker.log().lines().count();
    Duration work = worker.processorTime();
    await().pollDelay(OUTAGE).atMost(OUTAGE.plusSeconds(5)).until(() -> true);
    lines = worker.log().lines().count() - lines;
    work = worker.processorTime().minus(work);
    System.out.printf(
        "%s for %s: %d log lines, %d ms of processor time%n", what, OUTAGE, lines, work.toMillis());
    assertThat(lines).as("log lines").isLessThan(60);
    assertThat(work).as("processor time").isLessThan(OUTAGE.dividedBy(8));
    assertThat(worker.get("/actuator/health/liveness")).startsWith("200");
    back.run();
  }

  /** Again with the next start, until a transaction was open when it died. */
  private static void killInTransaction(WorkerProcess worker, Admin admin) {
    await()
        .atMost(180, SECONDS)
        .pollInterval(Duration.ofMillis(1))
        .until(
            () -> {
              if (!hasOpenTransaction(worker, admin)) {
                return false;
              }
              worker.kill();
              if (hasOpenTransaction(worker, admin)) {
                return true;
              }
              worker.startAgain();
              worker.awaitReady();
              return false;
            });
  }

  private static boolean hasOpenTransaction(WorkerProcess worker, Admin admin)
      throws ExecutionException, InterruptedException {
    String inboundIds = "gatehouse.%s-inbound".formatted(worker.instanceId());
    return admin.listTransactions().all().get().stream()
        .anyMatch(
            transaction ->
                transaction.state() == TransactionState.ONGOING
                    && transaction.transactionalId().startsWith(inboundIds));
  }
}
