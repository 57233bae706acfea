package io.gatehouse.nemesis;

import static java.util.concurrent.TimeUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.proof.Checker;
import io.gatehouse.proof.Report;
import io.gatehouse.topics.Topic;
import io.gatehouse.worker.GroupOffsets;
import io.gatehouse.worker.WorkerProcess;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Faults drawn at random, of workers, brokers, database and network at the same time, while
 * messages and commands flow; then everything is checked. {@code ./mvnw -Pchaos verify
 * -Dit.test=NemesisIT -Dseed=... -Dminutes=...}; the same seed draws the same faults, though not at
 * the very same moments.
 */
@Tag("nemesis")
class NemesisIT {

  private static final long MINUTES_LONG = Long.getLong("minutes", 1);
  private static final int MESSAGES_A_SECOND = Integer.getInteger("rate", 2_500);

  /** Kubernetes' default grace time, which a worker must not need to the end. */
  private static final Duration GRACE = Duration.ofSeconds(30);

  private final long seed = Long.getLong("seed", System.nanoTime() % 1_000_000);
  private final FaultLog log = new FaultLog();
  private final CountDownLatch over = new CountDownLatch(1);

  @Test
  void no_guarantee_breaks_under_random_faults() throws Exception {
    log.say("this run again: -Dseed=%d -Dminutes=%d".formatted(seed, MINUTES_LONG));
    try (var deployment = Deployment.start();
        var brokerFaults = new BrokerFaults(deployment, log)) {
      var workerFaults = new WorkerFaults(deployment, log);
      List<Lane> lanes =
          List.of(
              lane("workers", workerFaults.all()),
              lane("brokers", brokerFaults.all()),
              lane("database", new DatabaseFaults(deployment, log).all()),
              lane("network", new NetworkFaults(deployment, log).all()));
      long began = System.nanoTime();
      var traffic =
          new Traffic(
              deployment, draw("messages"), draw("commands"), draw("replies"), MESSAGES_A_SECOND);
      try (traffic) {
        traffic.start();
        strike(lanes);
      }
      Duration lasted = since(began);
      deployment.awaitHealth();
      log.say("all is well again");
      Duration caughtUpIn = awaitAnswers(deployment);
      deployment.workers().forEach(WorkerProcess::terminate);
      began = System.nanoTime();
      Report checked =
          Checker.check(
              deployment.cluster().bootstrapServers(),
              deployment.postgres().jdbcUrl(),
              deployment.postgres().username(),
              deployment.postgres().password());
      var report =
          new RunReport(
              seed,
              lasted,
              log,
              traffic,
              deployment,
              workerFaults.leaving(),
              caughtUpIn,
              since(began),
              checked);
      System.out.println(checked);
      System.out.println(report);
      assertThat(log.unmended()).isEmpty();
      assertThat(checked.clean()).as("seed %d: %s", seed, checked).isTrue();
      for (WorkerProcess worker : deployment.workers()) {
        assertThat(worker.log()).as("seed %d", seed).doesNotContain("this is a fault in Gatehouse");
      }
      assertThat(workerFaults.leaving()).allMatch(took -> took.compareTo(GRACE) < 0);
    }
  }

  private Lane lane(String name, List<Fault> faults) {
    return new Lane(name, faults, draw(name), log);
  }

  private Draw draw(String lane) {
    return new Draw(seed, lane, over);
  }

  private void strike(List<Lane> lanes) throws InterruptedException {
    List<Thread> threads = lanes.stream().map(lane -> Thread.ofPlatform().start(lane)).toList();
    var unused = over.await(MINUTES_LONG, TimeUnit.MINUTES);
    over.countDown();
    log.say("time is over, the last faults are mended");
    for (Thread thread : threads) {
      thread.join();
    }
  }

  private Duration awaitAnswers(Deployment deployment) {
    long began = System.nanoTime();
    try (var groups = new GroupOffsets(deployment.cluster().bootstrapServers())) {
      await("all input answered")
          .atMost(5, MINUTES)
          .pollInterval(Duration.ofMillis(500))
          .until(
              () ->
                  groups.lag("gatehouse.inbound", Topic.MESSAGES_INBOUND.contractName()) == 0
                      && groups.lag("gatehouse.outbound", Topic.MESSAGES_OUTBOUND.contractName())
                          == 0
                      && Commands.TOPICS.stream().allMatch(topic -> lag(groups, topic) == 0));
    }
    return since(began);
  }

  private static long lag(GroupOffsets groups, Topic commands) {
    String name = commands.contractName();
    return groups.lag("gatehouse." + name.substring("commands.".length()), name);
  }

  private static Duration since(long began) {
    return Duration.ofNanos(System.nanoTime() - began);
  }
}
