package io.gatehouse.routing;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How messages are read.
 *
 * @param consumers consumers of {@code messages.inbound} in this worker, 1 to 64; each needs a
 *     database connection
 * @param maxBatch messages decided together at most, 1 to 50000; larger is faster behind a backlog,
 *     and a command for one of the batch's customers waits for it
 */
@ConfigurationProperties("gatehouse.inbound")
public record InboundSettings(
    @DefaultValue("4") int consumers, @DefaultValue("5000") int maxBatch) {

  public InboundSettings {
    if (consumers < 1 || consumers > 64) {
      throw new IllegalArgumentException("gatehouse.inbound.consumers must be 1 to 64");
    }
    if (maxBatch < 1 || maxBatch > 50_000) {
      throw new IllegalArgumentException("gatehouse.inbound.max-batch must be 1 to 50000");
    }
  }
}
