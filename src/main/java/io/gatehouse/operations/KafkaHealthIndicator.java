package io.gatehouse.operations;

import io.gatehouse.kafka.KafkaClients;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.stereotype.Component;

/** Whether the broker answers. */
@Component
class KafkaHealthIndicator extends AbstractHealthIndicator {

  private static final int TIMEOUT_MS = 2_000;

  private final KafkaClients clients;

  KafkaHealthIndicator(KafkaClients clients) {
    super("the broker does not answer");
    this.clients = clients;
  }

  @Override
  protected void doHealthCheck(Health.Builder health) throws Exception {
    try {
      int brokers =
          clients
              .admin()
              .describeCluster(new DescribeClusterOptions().timeoutMs(TIMEOUT_MS))
              .nodes()
              .get(TIMEOUT_MS, TimeUnit.MILLISECONDS)
              .size();
      health.up().withDetail("brokers", brokers);
    } catch (ExecutionException e) {
      down(health, e.getCause() == null ? e : e.getCause());
    } catch (TimeoutException e) {
      down(health, e);
    }
  }

  /** Not as the exception, which would be logged with each probe: the consumers say it once. */
  private static void down(Health.Builder health, Throwable failure) {
    health
        .down()
        .withDetail("error", failure.getClass().getSimpleName() + ": " + failure.getMessage());
  }
}
