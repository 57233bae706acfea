package io.gatehouse.chaos;

import io.gatehouse.chaos.Place.Trait;
import io.gatehouse.chaos.Place.Way;
import io.gatehouse.topics.Topic;
import java.time.Duration;
import java.util.List;
import org.awaitility.core.ConditionTimeoutException;

/** Plays cases one after the other, with one worker while it lives. */
final class CasePlayer implements AutoCloseable {

  private final Stage stage = new Stage();
  private ChaosWorker worker;

  CasePlayer() {
    worker = new ChaosWorker(stage.services());
    stage.begin(worker);
  }

  /** Plays it until everything is answered. */
  Stage.Findings play(Case wanted) {
    var scene = new Scene(stage, wanted.point().place().has(Trait.LARGE_MOVE));
    scene.prepare(worker);
    Armed point = reach(wanted, scene);
    point.awaitReached();
    strike(wanted, point);
    scene.end();
    stage.awaitSettled(worker);
    return stage.check();
  }

  String log() {
    return worker.log();
  }

  private Armed reach(Case wanted, Scene scene) {
    return switch (wanted.run()) {
      case FIRST -> {
        if (wanted.point().place().is(Way.START)) {
          worker.kill();
          scene.act();
          scene.deleteAll();
          yield worker.startAgain(wanted.point()).getFirst();
        }
        Armed point = worker.arm(wanted.point());
        scene.act();
        scene.deleteAll();
        yield point;
      }
      case REPLAY -> {
        Armed death = worker.arm(Place.AFTER_DATABASE_COMMIT, wanted.consumer());
        scene.act();
        scene.deleteAll();
        death.awaitReached();
        death.halt();
        yield worker.startAgain(wanted.point()).getFirst();
      }
      case REPLAY_AFTER_DELETE_ALL -> {
        Armed death = worker.arm(Place.AFTER_DATABASE_COMMIT, wanted.consumer());
        scene.act();
        death.awaitReached();
        death.halt();
        FailPoint replay = FailPoint.of(Place.MESSAGES_POLLED, wanted.consumer());
        List<Armed> armed = worker.startAgain(replay, wanted.point());
        armed.getFirst().awaitReached();
        stage.awaitDecided("delete-all", scene.deleteAllOfOne(), Duration.ofSeconds(30));
        armed.getFirst().goOn();
        yield armed.getLast();
      }
    };
  }

  private void strike(Case wanted, Armed point) {
    switch (wanted.fault()) {
      case HALT -> {
        point.halt();
        worker.startAgain();
      }
      case ZOMBIE -> {
        var other = new ChaosWorker(stage.services());
        try {
          replaceBy(other, wanted, point);
        } catch (AssertionError | ConditionTimeoutException e) {
          other.close();
          throw e;
        }
        worker.close();
        worker = other;
      }
      case DATABASE_KILLED -> {
        stage.services().postgres().stopImmediate();
        point.goOn();
        stage.services().startPostgres();
      }
      case BROKER_KILLED -> {
        stage.services().kafka().kill();
        point.goOn();
        stage.services().startKafka();
      }
      case REPLY_LOST -> point.fail();
    }
  }

  private void replaceBy(ChaosWorker other, Case wanted, Armed point) {
    Armed ended = worker.arm(Place.BATCH_ENDED, wanted.consumer());
    worker.stop();
    stage.awaitMoved(topic(wanted.consumer()), other);
    worker.goOn();
    point.goOn();
    if (!wanted.point().place().is(Way.START) && wanted.point().place() != Place.BATCH_ENDED) {
      ended.awaitReached(); // what it wanted to do it has tried
    }
    stage.awaitSettled(other);
  }

  private static Topic topic(String consumer) {
    return switch (consumer) {
      case Case.MESSAGES -> Topic.MESSAGES_INBOUND;
      case "block" -> Topic.COMMANDS_BLOCK;
      case "unblock" -> Topic.COMMANDS_UNBLOCK;
      case "delete-all" -> Topic.COMMANDS_DELETE_ALL;
      default -> throw new IllegalArgumentException(consumer);
    };
  }

  @Override
  public void close() {
    worker.close();
    stage.close();
  }
}
