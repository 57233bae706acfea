package io.gatehouse.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.topics.Topic;
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

  private static int block(Stage stage, String customer, String id) {
    return stage
        .kafka()
        .send(Topic.COMMANDS_BLOCK, customer, Stage.commandValue(customer, id))
        .partition();
  }
}
