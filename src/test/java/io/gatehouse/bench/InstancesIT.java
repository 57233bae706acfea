package io.gatehouse.bench;

import io.gatehouse.local.LocalCluster;
import io.gatehouse.topics.Topic;
import io.gatehouse.worker.WorkerProcess;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Throughput of several workers on one database and one broker, or three that replicate everything.
 * They share this machine's processors, so what it shows is what each further worker and copy
 * costs, and the checker sees that they keep out of each other's way.
 */
@Tag("bench")
class InstancesIT {

  private static final long MESSAGES = Long.getLong("messages", 3_000_000);
  private static final int MOST = Integer.getInteger("workers", 3);

  @Test
  void instances() {
    var results =
        new Results(
            "brokers", "workers", "messages /s", "µs: workers", "database", "brokers", "all");
    for (int brokers : new int[] {1, LocalCluster.BROKERS}) {
      for (int workers = 1; workers <= MOST; workers++) {
        Drain drain = drain(brokers, workers);
        results.line(
            brokers,
            workers,
            drain.perSecond(),
            drain.micros(drain.used().worker()),
            drain.micros(drain.used().database()),
            drain.micros(drain.used().broker()),
            drain.microsOfAll());
      }
    }
    results.publish("instances", "Several workers on %d processors".formatted(Processors.count()));
  }

  private static Drain drain(int brokers, int workers) {
    List<WorkerProcess> more = new ArrayList<>();
    try (var arena = brokers == 1 ? new Arena() : Arena.withThreeBrokers();
        var backlog = arena.backlog()) {
      arena.populate();
      arena.worker().terminate();
      backlog.send(Topic.MESSAGES_INBOUND.contractName(), "m-", MESSAGES);
      arena.worker().startAgain();
      while (more.size() < workers - 1) {
        more.add(Image.worker(arena.services()));
      }
      List<WorkerProcess> all = new ArrayList<>(more);
      all.add(arena.worker());
      Drain drained =
          Drain.watch(
              arena.groups(),
              Arena.GROUP,
              Topic.MESSAGES_INBOUND.contractName(),
              Drain.WARM_UP,
              () -> arena.used(0, all.stream().mapToLong(WorkerProcess::pid).toArray()));
      all.forEach(WorkerProcess::terminate);
      arena.check();
      return drained;
    } finally {
      more.forEach(WorkerProcess::close);
    }
  }
}
