package io.gatehouse.history;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a ticket holds at one moment.
 *
 * @param messages how many
 * @param lastMessageAt null if there are none
 * @param through the last offset by source partition: what comes later is not part of it
 */
public record TicketContent(
    long messages, @Nullable Instant lastMessageAt, Map<Integer, Long> through) {

  public static final TicketContent EMPTY = new TicketContent(0, null, Map.of());

  /** Both, from different sources. */
  TicketContent and(TicketContent other) {
    Map<Integer, Long> both = new HashMap<>(through);
    both.putAll(other.through);
    Instant last = lastMessageAt;
    Instant otherLast = other.lastMessageAt;
    boolean otherIsLater = last == null || (otherLast != null && otherLast.isAfter(last));
    return new TicketContent(
        messages + other.messages, otherIsLater ? otherLast : last, Map.copyOf(both));
  }
}
