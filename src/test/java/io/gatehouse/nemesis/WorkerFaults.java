package io.gatehouse.nemesis;

import io.gatehouse.worker.WorkerProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Workers that die, hang, leave, come back and get company. */
final class WorkerFaults {

  private final Deployment deployment;
  private final FaultLog log;
  private final List<Duration> leaving = new ArrayList<>();

  WorkerFaults(Deployment deployment, FaultLog log) {
    this.deployment = deployment;
    this.log = log;
  }

  List<Fault> all() {
    return List.of(
        new Fault("worker: kill -9", this::kill),
        new Fault("worker: kill -9 of all", this::killAll),
        new Fault("worker: stopped beyond its session", draw -> stop(draw, 12_000, 16_000)),
        new Fault("worker: stopped for moments", draw -> stop(draw, 500, 4_000)),
        new Fault("worker: SIGTERM", this::terminate),
        new Fault("worker: one more comes and goes", this::guest));
  }

  /** How long workers that were up took from SIGTERM to their end. */
  synchronized List<Duration> leaving() {
    return List.copyOf(leaving);
  }

  private void kill(Draw draw) throws InterruptedException {
    WorkerProcess worker = one(draw, "kill -9");
    worker.kill();
    draw.hold(0, 3_000);
    worker.startAgain();
  }

  private void killAll(Draw draw) throws InterruptedException {
    log.say("all workers: kill -9");
    deployment.workers().forEach(WorkerProcess::kill);
    draw.hold(0, 1_000);
    deployment.workers().forEach(WorkerProcess::startAgain);
  }

  private void stop(Draw draw, long fromMs, long toMs) throws Exception {
    Duration time = draw.between(fromMs, toMs);
    WorkerProcess worker = one(draw, "SIGSTOP for " + time);
    long pid = worker.pid();
    Signals.stop(pid);
    try {
      draw.hold(time);
    } finally {
      Signals.goOn(pid);
    }
  }

  private void terminate(Draw draw) throws InterruptedException {
    WorkerProcess worker = one(draw, "SIGTERM");
    leave(worker);
    draw.hold(0, 3_000);
    worker.startAgain();
  }

  private void guest(Draw draw) throws InterruptedException {
    log.say("one more worker");
    WorkerProcess guest = deployment.newWorker(Deployment.GUEST);
    draw.hold(10_000, 25_000);
    if (draw.random().nextBoolean()) {
      leave(guest);
    } else {
      guest.kill();
    }
  }

  private void leave(WorkerProcess worker) {
    boolean up = worker.get("/actuator/health/liveness").startsWith("200");
    long began = System.nanoTime();
    worker.terminate();
    Duration took = Duration.ofNanos(System.nanoTime() - began);
    log.say("left in %d ms%s".formatted(took.toMillis(), up ? "" : ", while it was starting"));
    if (up) {
      synchronized (this) {
        leaving.add(took);
      }
    }
  }

  private WorkerProcess one(Draw draw, String what) {
    deployment.reviveWorkers();
    int worker = draw.below(Deployment.WORKERS);
    log.say("worker %d: %s".formatted(worker, what));
    return deployment.workers().get(worker);
  }
}
