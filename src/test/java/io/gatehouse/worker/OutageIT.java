package io.gatehouse.worker;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.local.LocalTestServices;
import io.gatehouse.local.TestServices;
import io.gatehouse.topics.Topic;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * G8 and G10, and what an operator can do to the consumer groups: one worker, with services that go
 * away.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class OutageIT {

  private final LocalTestServices services = TestServices.local();
  private final KafkaProbe kafka = new KafkaProbe(services.bootstrapServers());
  private final GroupOffsets groups = new GroupOffsets(services.bootstrapServers());
  private final WorkerProcess worker = new WorkerProcess(services);

  @BeforeAll
  void start() {
    worker.awaitReady();
  }

  @AfterAll
  void stop() {
    worker.close();
    groups.close();
    kafka.close();
    services.close();
  }

  @Test
  @Order(1)
  void while_the_database_is_away_the_worker_says_so_and_afterwards_goes_on_by_itself() {
    say("before");
    services.stopPostgres();
    say("during");
    await()
        .atMost(30, SECONDS)
        .until(() -> worker.get("/actuator/health/readiness").contains("waits for the database"));
    assertThat(worker.get("/actuator/health/readiness")).startsWith("503");
    assertThat(worker.get("/actuator/health/liveness")).startsWith("200");

    services.startPostgres();

    await().atMost(15, SECONDS).until(() -> kafka.read(Topic.TICKETS_UNASSIGNED).size() == 2);
    worker.awaitReady();
  }

  @Test
  @Order(2)
  void while_the_broker_is_away_the_worker_says_so_and_afterwards_goes_on_by_itself() {
    services.stopKafka();
    await()
        .atMost(30, SECONDS)
        .until(
            () ->
                worker
                    .get("/actuator/health/readiness")
                    .contains("\"kafka\":{\"details\":{\"error\""));
    assertThat(worker.get("/actuator/health/readiness")).startsWith("503");
    services.startKafka();
    say("after");
    await().atMost(60, SECONDS).until(() -> kafka.read(Topic.TICKETS_UNASSIGNED).size() == 3);
    worker.awaitReady();
  }

  @Test
  @Order(3)
  void sigterm_leaves_in_time_and_a_rewound_group_sends_nothing_twice() {
    assertThat(worker.terminate()).isIn(0, 143);
    assertThat(worker.log()).doesNotContain("did not end its batch in time");
    groups.rewind("gatehouse.inbound");
    groups.rewind("gatehouse.settings");

    worker.startAgain();
    worker.awaitReady();

    await()
        .atMost(30, SECONDS)
        .until(() -> groups.lag("gatehouse.inbound", "messages.inbound") == 0);
    assertThat(kafka.read(Topic.TICKETS_UNASSIGNED)).hasSize(3);
    assertThat(worker.log()).contains("the group gatehouse.inbound was rewound");
    assertThat(worker.get("/actuator/prometheus")).contains("gatehouse_messages_rewound_total 3.0");
    say("new");
    await().atMost(30, SECONDS).until(() -> kafka.read(Topic.TICKETS_UNASSIGNED).size() == 4);
  }

  /** They may also have gone to another worker. */
  @Test
  @Order(4)
  void a_worker_whose_failed_records_are_gone_does_not_wait_for_ever() {
    services.stopPostgres();
    say("gone");
    await()
        .atMost(30, SECONDS)
        .until(() -> worker.get("/actuator/health/readiness").contains("waits for the database"));

    groups.deleteUnanswered("gatehouse.inbound", "messages.inbound");
    services.startPostgres();

    await()
        .atMost(30, SECONDS)
        .until(() -> worker.get("/actuator/health/readiness").startsWith("200"));
  }

  @Test
  @Order(5)
  void a_worker_that_is_started_before_its_database_waits_for_it() {
    worker.terminate();
    services.stopPostgres();
    worker.startAgain();
    await()
        .atMost(60, SECONDS)
        .until(
            () ->
                worker
                    .get("/actuator/health/readiness")
                    .contains("the start waits for the database"));

    services.startPostgres();

    worker.awaitReady();
  }

  /**
   * More records than the old topic had, so that a worker that went on where it was would miss
   * some.
   */
  @Test
  @Order(6)
  void a_topic_that_is_made_anew_starts_anew_and_is_noticed() {
    int before = kafka.read(Topic.TICKETS_UNASSIGNED).size();

    groups.makeAnew("messages.inbound");
    for (int i = 0; i < 30; i++) {
      say("anew-" + i);
    }

    await()
        .atMost(60, SECONDS)
        .until(() -> kafka.read(Topic.TICKETS_UNASSIGNED).size() == before + 30);
    assertThat(worker.log()).contains("the topic messages.inbound was deleted and made anew");
  }

  private void say(String text) {
    kafka.send(
        Topic.MESSAGES_INBOUND,
        "c-1",
        """
        {"messageId": "%s", "customerId": "c-1", "channel": "sms", "sentAt": "2026-11-21T10:00:00Z", "text": "x"}"""
            .formatted(text));
  }
}
