package io.gatehouse.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.topics.Topic;
import org.junit.jupiter.api.Test;

/** Batches that are worked on side by side, while the consumer reads ahead. */
class LanesIT {

  private static final int BACKLOG = 20_000;
  private static final int CUSTOMERS = 500;

  /** Its threads, if there is more than one batch. */
  private static final String LANE = "inbound-lane";

  @Test
  void one_fails_and_the_others_have_committed() {
    try (var stage = new Stage();
        var worker = new ChaosWorker(stage.services(), 2)) {
      Armed committed = workOffBacklog(stage, worker, Place.AFTER_DATABASE_COMMIT);
      committed.awaitReached();
      committed.fail();

      stage.awaitSettled(worker);
      assertThat(stage.check()).hasToString("clean");
    }
  }

  @Test
  void partitions_become_another_workers_while_it_works() {
    try (var stage = new Stage();
        var worker = new ChaosWorker(stage.services(), 2)) {
      Armed deciding = workOffBacklog(stage, worker, Place.HISTORY_WRITTEN);
      deciding.awaitReached();
      try (var other = new ChaosWorker(stage.services(), 2)) {
        stage.awaitRebalance(Topic.MESSAGES_INBOUND);
        deciding.goOn();

        stage.awaitSettled(worker);
        other.awaitReady();
      }
      assertThat(stage.check()).hasToString("clean");
    }
  }

  /** What has to be worked on is there when the worker starts, and one of its lanes is to stop. */
  private static Armed workOffBacklog(Stage stage, ChaosWorker worker, Place place) {
    stage.begin(worker);
    worker.terminate();
    for (int i = 0; i < BACKLOG; i++) {
      stage.message("c-" + i % CUSTOMERS, "m-" + i);
    }
    stage.flush();
    return worker.startAgain(FailPoint.of(place, LANE)).getFirst();
  }
}
