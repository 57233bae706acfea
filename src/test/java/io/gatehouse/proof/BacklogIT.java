package io.gatehouse.proof;

import static java.util.concurrent.TimeUnit.MINUTES;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.local.TestServices;
import io.gatehouse.topics.Topic;
import io.gatehouse.worker.GroupOffsets;
import io.gatehouse.worker.KafkaProbe;
import io.gatehouse.worker.WorkerProcess;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * G5: a block overtakes a backlog. {@code -Dgatehouse.proof.backlog=500000} makes it as large as
 * the README says.
 */
class BacklogIT {

  private static final int BACKLOG = Integer.getInteger("gatehouse.proof.backlog", 100_000);
  private static final int CUSTOMERS = 1_000;

  @Test
  void a_block_overtakes_the_backlog_and_catches_what_waits_in_it() {
    try (var services = TestServices.local();
        var kafka = new KafkaProbe(services.bootstrapServers());
        var groups = new GroupOffsets(services.bootstrapServers());
        var worker = new WorkerProcess(services)) {
      worker.awaitReady();
      kafka.allowBlocks();
      worker.terminate();
      for (int i = 0; i < BACKLOG; i++) {
        String customer = "c-" + i % CUSTOMERS;
        kafka.sendSoon(
            Topic.MESSAGES_INBOUND,
            customer,
            """
            {"messageId": "%d", "customerId": "%s", "channel": "sms", "sentAt": "2026-11-21T10:00:00Z", "text": "x"}"""
                .formatted(i, customer));
      }
      kafka.flush();
      worker.startAgain();
      await()
          .atMost(2, MINUTES)
          .until(() -> groups.lag("gatehouse.inbound", "messages.inbound") < BACKLOG);

      var sent =
          kafka.send(
              Topic.COMMANDS_BLOCK,
              "c-7",
              """
              {"commandId": "b", "customerId": "c-7", "actor": {"id": "a"}}""");

      List<KafkaProbe.Seen> outcome =
          await()
              .atMost(60, SECONDS)
              .until(() -> kafka.read(Topic.COMMANDS_OUTCOME, "c-7"), seen -> !seen.isEmpty());
      long waiting = groups.lag("gatehouse.inbound", "messages.inbound");
      long took = outcome.getFirst().source().timestamp() - sent.timestamp();
      System.out.printf(
          "block to outcome: %d ms, while %d of %d messages waited%n", took, waiting, BACKLOG);
      assertThat(waiting).as("messages that it overtook").isPositive();

      await()
          .atMost(5, MINUTES)
          .until(() -> groups.lag("gatehouse.inbound", "messages.inbound") == 0);
      assertThat(kafka.read(Topic.TICKETS_BLOCKED, "c-7")).as("caught in the backlog").isNotEmpty();
      worker.terminate();
      CheckRunning.requireClean(
          services.bootstrapServers(),
          services.jdbcUrl(),
          services.username(),
          services.password());
    }
  }
}
