package io.gatehouse.nemesis;

import io.gatehouse.proof.Report;
import io.gatehouse.topics.Topic;
import io.gatehouse.worker.WorkerProcess;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;

/** The table at the end. */
record RunReport(
    long seed,
    Duration lasted,
    FaultLog faults,
    Traffic traffic,
    Deployment deployment,
    List<Duration> leaving,
    Duration caughtUpIn,
    Duration checkedIn,
    Report checked) {

  @Override
  public String toString() {
    var text = new StringBuilder("\n");
    line(text, "seed", seed);
    line(text, "lasted", seconds(lasted));
    long inbound = checked.records(Topic.MESSAGES_INBOUND);
    line(text, "messages a second", inbound / Math.max(1, lasted.toSeconds()));
    line(text, "refused by the brokers", traffic.refused());
    line(text, "caught up in", seconds(caughtUpIn));
    line(text, "checked in", seconds(checkedIn));
    line(text, "workers ended by themselves", deployment.workersEndedByThemselves());
    line(
        text,
        "slowest to leave at SIGTERM",
        leaving.stream()
            .max(Comparator.naturalOrder())
            .map(RunReport::seconds)
            .orElse("none asked"));
    for (WorkerProcess worker : deployment.workers()) {
      line(text, "log lines of " + worker.instanceId(), worker.log().lines().count());
    }
    text.append("faults\n");
    faults.counts().forEach((kind, count) -> line(text, "  " + kind, count));
    int all = faults.counts().values().stream().mapToInt(Integer::intValue).sum();
    line(text, "  all", all);
    text.append("records checked\n");
    long records = 0;
    for (Topic topic : Topic.values()) {
      records += checked.records(topic);
      line(text, "  " + topic.contractName(), checked.records(topic));
    }
    line(text, "  all", records);
    line(text, "message rows checked", checked.messageRows());
    line(text, "violations", checked.violations().size());
    return text.toString();
  }

  private static String seconds(Duration time) {
    return "%.1f s".formatted(time.toMillis() / 1_000.0);
  }

  private static void line(StringBuilder text, String name, Object value) {
    text.append("  %-44s %12s%n".formatted(name, value));
  }
}
