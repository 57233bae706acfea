package io.gatehouse.operations;

import io.gatehouse.kafka.ConsumerStatus;
import io.gatehouse.kafka.Consumers;
import java.util.List;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.stereotype.Component;

/**
 * Ready when every consumer has joined its group and none waits; otherwise says which one waits for
 * what.
 */
@Component
class ConsumersHealthIndicator extends AbstractHealthIndicator {

  private final Consumers consumers;
  private final StartUp startUp;

  ConsumersHealthIndicator(Consumers consumers, StartUp startUp) {
    this.consumers = consumers;
    this.startUp = startUp;
  }

  @Override
  protected void doHealthCheck(Health.Builder health) {
    List<ConsumerStatus> statuses = consumers.statuses();
    boolean working = !statuses.isEmpty() && statuses.stream().allMatch(ConsumerStatus::working);
    if (working) {
      health.up();
    } else {
      health.outOfService();
    }
    if (statuses.isEmpty()) {
      String waitingFor = startUp.waitingFor();
      health.withDetail(
          "consumers",
          waitingFor == null ? "not started yet" : "the start waits for " + waitingFor);
    }
    statuses.forEach(status -> health.withDetail(status.name(), words(status)));
  }

  private static String words(ConsumerStatus status) {
    if (!status.running()) {
      return "stopped";
    }
    if (status.waitingFor() != null) {
      return "waits for %s since %s".formatted(status.waitingFor(), status.since());
    }
    return status.joined() ? "working" : "not a member of its group yet";
  }
}
