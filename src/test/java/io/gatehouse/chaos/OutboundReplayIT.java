package io.gatehouse.chaos;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.topics.Topic;
import io.gatehouse.worker.KafkaProbe;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What was decided about a reply is published once and as it was decided, whatever came since. */
class OutboundReplayIT {

  @Test
  void replies_decided_before_a_death_come_out_as_decided_and_before_a_blocks_outcome() {
    try (var stage = new Stage();
        var worker = new ChaosWorker(stage.services())) {
      stage.begin(worker);
      String customer = stage.customer();
      String ticket = ticket(stage, worker, customer);

      Armed death = worker.arm(Place.AFTER_DATABASE_COMMIT, "outbound");
      stage.reply(customer, ticket, "r-1");
      stage.reply(customer, ticket, "r-1");
      stage.reply(customer, "t-77", "r-2");
      stage.nonsense(Topic.MESSAGES_OUTBOUND, customer);
      stage.flush();
      death.awaitReached();
      death.halt();
      List<Armed> replay = worker.startAgain(FailPoint.of(Place.REPLIES_POLLED, "outbound"));
      replay.getFirst().awaitReached();
      stage.command(Topic.COMMANDS_BLOCK, customer, "b-1");
      stage.flush();
      stage.awaitDecided("block", List.of(customer), Duration.ofSeconds(30));
      await()
          .during(2, SECONDS)
          .until(() -> stage.kafka().read(Topic.COMMANDS_OUTCOME, customer).isEmpty());
      replay.getFirst().goOn();
      stage.awaitSettled(worker);

      assertThat(stage.kafka().read(Topic.MESSAGES_DELIVER, customer)).hasSize(1);
      assertThat(reasons(stage, customer)).containsExactly("duplicate", "unknown-ticket");
      assertThat(stage.kafka().read(Topic.MESSAGES_OUTBOUND_DLT)).hasSize(1);
      assertThat(stage.check()).hasToString("clean");
    }
  }

  @Test
  void a_reply_deleted_between_its_decision_and_its_replay_comes_out_erased() {
    try (var stage = new Stage();
        var worker = new ChaosWorker(stage.services())) {
      stage.begin(worker);
      String customer = stage.customer();
      String ticket = ticket(stage, worker, customer);
      stage.command(Topic.COMMANDS_BLOCK, customer, "b-1");
      stage.awaitSettled(worker);

      Armed death = worker.arm(Place.AFTER_DATABASE_COMMIT, "outbound");
      stage.reply(customer, ticket, "r-1");
      stage.flush();
      death.awaitReached();
      death.halt();
      List<Armed> replay = worker.startAgain(FailPoint.of(Place.REPLIES_POLLED, "outbound"));
      replay.getFirst().awaitReached();
      stage.command(Topic.COMMANDS_DELETE_ALL, customer, "d-1");
      stage.flush();
      stage.awaitDecided("delete-all", List.of(customer), Duration.ofSeconds(30));
      replay.getFirst().goOn();
      stage.awaitSettled(worker);

      assertThat(reasons(stage, customer)).containsExactly("erased");
      assertThat(stage.kafka().read(Topic.MESSAGES_SUPPRESSED, customer).getFirst().text())
          .isNull();
      stage.reply(customer, ticket, "r-1");
      stage.awaitSettled(worker);
      assertThat(reasons(stage, customer)).containsExactly("erased", "deleted");
      assertThat(stage.check()).hasToString("clean");
    }
  }

  @Test
  void a_rewound_group_sends_nothing_twice() {
    try (var stage = new Stage();
        var worker = new ChaosWorker(stage.services())) {
      stage.begin(worker);
      String customer = stage.customer();
      String ticket = ticket(stage, worker, customer);
      stage.reply(customer, ticket, "r-1");
      stage.nonsense(Topic.MESSAGES_OUTBOUND, customer);
      stage.awaitSettled(worker);

      worker.terminate();
      stage.rewind(Topic.MESSAGES_OUTBOUND);
      worker.startAgain();
      stage.awaitSettled(worker);
      stage.reply(customer, ticket, "r-2");
      stage.awaitSettled(worker);

      assertThat(stage.kafka().read(Topic.MESSAGES_DELIVER, customer)).hasSize(2);
      assertThat(stage.check()).hasToString("clean");
      assertThat(worker.log()).contains("the group gatehouse.outbound was rewound");
    }
  }

  /** The customer says something; the ticket that it opens. */
  private static String ticket(Stage stage, ChaosWorker worker, String customer) {
    stage.message(customer, "m-1");
    stage.awaitSettled(worker);
    KafkaProbe.Seen opened = stage.kafka().read(Topic.TICKETS_UNASSIGNED, customer).getFirst();
    return Objects.requireNonNull(opened.header("ce_ticketid"));
  }

  private static List<String> reasons(Stage stage, String customer) {
    return stage.kafka().read(Topic.MESSAGES_SUPPRESSED, customer).stream()
        .map(seen -> String.valueOf(seen.header("ce_reason")))
        .toList();
  }
}
