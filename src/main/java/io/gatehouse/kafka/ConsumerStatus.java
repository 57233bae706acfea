package io.gatehouse.kafka;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How one consumer is doing.
 *
 * @param joined whether it is a member of its group
 * @param waitingFor what it waits for before it goes on, null while it works
 * @param since when that began
 */
public record ConsumerStatus(
    String name,
    boolean running,
    boolean joined,
    @Nullable String waitingFor,
    @Nullable Instant since) {

  public boolean working() {
    return running && joined && waitingFor == null;
  }
}
