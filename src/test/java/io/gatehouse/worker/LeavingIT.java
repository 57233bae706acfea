package io.gatehouse.worker;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.local.Ports;
import io.gatehouse.local.TestServices;
import io.gatehouse.topics.Topic;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** G10 while it starts: SIGTERM also ends a worker that still waits for what it needs. */
@Tag("chaos")
class LeavingIT {

  private static final Duration GRACE = Duration.ofSeconds(30);
  private static final TestServices SERVICES = TestServices.shared();

  @RepeatedTest(3) // whether it waits or asks just then is left to chance
  void a_worker_that_waits_for_the_broker_at_its_start_leaves_at_sigterm() {
    try (var worker =
        new WorkerProcess(
            SERVICES,
            Map.of(
                "SPRING_KAFKA_BOOTSTRAP_SERVERS",
                "localhost:" + Ports.free(),
                "SPRING_DATASOURCE_URL",
                SERVICES.freshDatabase()))) {
      await().atMost(90, SECONDS).until(() -> worker.log().contains("waits for the broker"));
      leavesInTime(worker);
    }
  }

  @RepeatedTest(3)
  void a_worker_that_waits_for_the_database_at_its_start_says_so_and_leaves_at_sigterm() {
    try (var worker =
        new WorkerProcess(
            SERVICES,
            Map.of(
                "SPRING_DATASOURCE_URL",
                "jdbc:postgresql://localhost:%d/gatehouse".formatted(Ports.free())))) {
      await().atMost(90, SECONDS).until(() -> worker.log().contains("waits for the database"));
      assertThat(worker.get("/actuator/health/readiness"))
          .startsWith("503")
          .contains("the start waits for the database");
      assertThat(worker.get("/actuator/health/liveness")).startsWith("200");
      leavesInTime(worker);
    }
  }

  @Test
  void a_worker_whose_database_is_away_leaves_at_sigterm_without_noise() {
    try (var services = TestServices.local();
        var kafka = new KafkaProbe(services.bootstrapServers());
        var worker = new WorkerProcess(services)) {
      worker.awaitReady();
      services.stopPostgres();
      for (int i = 0; i < 100; i++) {
        kafka.sendSoon(Topic.MESSAGES_INBOUND, "c-" + i, "{}"); // to all partitions
      }
      kafka.flush();
      await().atMost(30, SECONDS).until(() -> worker.log().contains("inbound: waits for"));
      leavesInTime(worker);
      assertThat(worker.log()).doesNotContain("Error handler threw an exception");
    }
  }

  private static void leavesInTime(WorkerProcess worker) {
    long began = System.nanoTime();
    worker.terminate();
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(GRACE);
  }
}
