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
 * @param rememberedCustomers how many customers this worker remembers from one batch to the next,
 *     so that the database is not asked for them again; 0 or more, about 400 bytes each
 */
@ConfigurationProperties("gatehouse.inbound")
public record InboundSettings(
    @DefaultValue("0") int concurrency,
    @DefaultValue("10000") int maxBatch,
    @DefaultValue("200000") int rememberedCustomers) {

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
    if (rememberedCustomers < 0) {
      throw new IllegalArgumentException(
          "gatehouse.inbound.remembered-customers must be 0 or more");
    }
  }
}
