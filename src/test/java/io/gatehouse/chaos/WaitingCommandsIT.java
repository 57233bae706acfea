package io.gatehouse.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.topics.Topic;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Nobody waits for somebody who waits for him. */
class WaitingCommandsIT {

  @Test
  void commands_that_wait_for_each_others_topics_are_all_answered_after_a_crash() {
    try (var stage = new Stage();
        var worker = new ChaosWorker(stage.services(), Plant.PARTITIONS_IN_OPPOSITE_ORDER)) {
      stage.begin(worker);
      String one = stage.customer();
      int onePartition = block(stage, one, "first");
      String other = stage.customer();
      int otherPartition = block(stage, other, "first");
      while (otherPartition == onePartition) {
        other = stage.customer();
        otherPartition = block(stage, other, "first");
      }
      String low = onePartition < otherPartition ? one : other;
      String high = onePartition < otherPartition ? other : one;
      stage.awaitSettled(worker);

      // Decided and not announced when the worker dies: one on each topic ...
      Armed block = worker.arm(Place.AFTER_DATABASE_COMMIT, "block");
      Armed unblock = worker.arm(Place.AFTER_DATABASE_COMMIT, "unblock");
      block(stage, high, "before");
      stage.command(Topic.COMMANDS_UNBLOCK, low, "before");
      stage.flush();
      block.awaitReached();
      unblock.awaitReached();
      // ... and behind them one that has to wait for the other topic, on a partition that its
      // consumer looks at first.
      block(stage, low, "after");
      stage.command(Topic.COMMANDS_UNBLOCK, high, "after");
      stage.flush();
      worker.kill();
      worker.startAgain();

      stage.awaitSettled(worker);
      assertThat(stage.check()).hasToString("clean");
    }
  }

  @Test
  void a_delete_all_does_not_wait_for_a_batch_that_is_about_to_wait_for_it() {
    try (var stage = new Stage();
        var worker = new ChaosWorker(stage.services())) {
      stage.begin(worker);
      String customer = stage.customer();
      block(stage, customer, "block");
      stage.awaitSettled(worker);
      stage.message(customer, "m-1");
      stage.awaitSettled(worker);

      Armed batch = worker.arm(Place.PROGRESS_LOCKED, "inbound");
      stage.message(customer, "m-2");
      stage.flush();
      batch.awaitReached();
      stage.command(Topic.COMMANDS_DELETE_ALL, customer, "delete");
      stage.flush();
      // in less time than the database takes to end a circle, or a transaction that is idle
      stage.awaitDecided("delete-all", List.of(customer), Duration.ofSeconds(5));
      batch.goOn();

      stage.awaitSettled(worker);
      assertThat(stage.check()).hasToString("clean");
    }
  }

  private static int block(Stage stage, String customer, String id) {
    return stage
        .kafka()
        .send(Topic.COMMANDS_BLOCK, customer, Stage.commandValue(customer, id))
        .partition();
  }
}
