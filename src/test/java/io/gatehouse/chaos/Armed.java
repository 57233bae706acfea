package io.gatehouse.chaos;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A fail point in a running worker: what comes by stands still there until it is told. */
final class Armed {

  private static final int PATIENCE_SECONDS = 60;

  private final ChaosWorker worker;
  private final int number;
  private final FailPoint point;
  private final CountDownLatch armed = new CountDownLatch(1);
  private final CountDownLatch reached = new CountDownLatch(1);

  Armed(ChaosWorker worker, int number, FailPoint point) {
    this.worker = worker;
    this.number = number;
    this.point = point;
  }

  void saysArmed() {
    armed.countDown();
  }

  void saysReached() {
    reached.countDown();
  }

  void awaitArmed() {
    await(armed, "armed");
  }

  void awaitReached() {
    await(reached, "reached");
  }

  private void await(CountDownLatch latch, String what) {
    try {
      if (!latch.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        throw new AssertionError(
            "%s was not %s within %d s".formatted(point, what, PATIENCE_SECONDS));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  void goOn() {
    worker.tell("go " + number);
  }

  /** Ends the worker there, as losing power does: nothing more is written or said. */
  void halt() {
    worker.tell("halt " + number);
    worker.awaitEnd();
  }

  /** Throws there what the client throws when no answer comes. */
  void fail() {
    worker.tell("fail " + number);
  }

  /** For the worker's first orders. */
  String order() {
    return "arm %d %s %s %d".formatted(number, point.place(), point.thread(), point.nth());
  }
}
