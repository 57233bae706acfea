package io.gatehouse.tickets;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A ticket. Open until closed; what it joined, if it was merged, is its end.
 *
 * @param queue the last one, once closed
 */
public record Ticket(
    long no,
    String channel,
    Queue queue,
    @Nullable String agent,
    Instant openedAt,
    @Nullable Instant closedAt,
    @Nullable Long mergedInto) {

  public boolean open() {
    return closedAt == null;
  }

  /** Whether this agent has it. */
  public boolean has(@Nullable String someAgent) {
    return agent != null && agent.equals(someAgent);
  }
}
