package io.gatehouse.routing;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How messages are read.
 *
 * @param concurrency batches that this worker works on side by side when there is much to do, 1 to
 *     64, or 0 for one a processor, but 2 to 8; each needs a database connection. More of them only
 *     wait for processors, and commands wait for them
 * @param maxBatch messages decided together at most, 1 to 50000; larger is faster behind a backlog,
 *     and a command for one of the batch's customers waits for it
 */
@ConfigurationProperties("gatehouse.inbound")
public record InboundSettings(
    @DefaultValue("0") int concurrency, @DefaultValue("5000") int maxBatch) {

  public InboundSettings {
    if (concurrency < 0 || concurrency > 64) {
      throw new IllegalArgumentException(
          "gatehouse.inbound.concurrency must be 1 to 64, or 0 for one a processor");
    }
    if (concurrency == 0) {
      concurrency = Math.clamp(Runtime.getRuntime().availableProcessors(), 2, 8);
    }
    if (maxBatch < 1 || maxBatch > 50_000) {
      throw new IllegalArgumentException("gatehouse.inbound.max-batch must be 1 to 50000");
    }
  }
}
