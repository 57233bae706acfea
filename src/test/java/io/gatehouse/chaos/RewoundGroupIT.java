package io.gatehouse.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.topics.Topic;
import org.junit.jupiter.api.Test;

/**
 * A group that is rewound while no worker runs: what had been published is not sent again, even if
 * no consumer saw it committed.
 */
class RewoundGroupIT {

  @Test
  void after_a_commit_whose_answer_was_lost() {
    try (var stage = new Stage();
        var worker = new ChaosWorker(stage.services())) {
      stage.begin(worker);
      Armed committed = worker.arm(Place.AFTER_KAFKA_COMMIT, "inbound");
      stage.message(stage.customer(), "m-1");
      stage.flush();
      committed.awaitReached();
      committed.fail();
      stage.awaitSettled(worker);

      worker.terminate();
      stage.rewind(Topic.MESSAGES_INBOUND);
      worker.startAgain();

      stage.awaitSettled(worker);
      assertThat(stage.check()).hasToString("clean");
    }
  }

  @Test
  void after_its_partitions_had_become_another_workers() {
    try (var stage = new Stage();
        var first = new ChaosWorker(stage.services())) {
      stage.begin(first);
      stage.message(stage.customer(), "m-1");
      stage.awaitSettled(first);
      try (var second = new ChaosWorker(stage.services())) {
        second.awaitReady();
        first.terminate();
        stage.awaitMoved(Topic.MESSAGES_INBOUND, second);
        second.terminate();
      }
      stage.rewind(Topic.MESSAGES_INBOUND);
      first.startAgain();

      stage.awaitSettled(first);
      assertThat(stage.check()).hasToString("clean");
    }
  }
}
