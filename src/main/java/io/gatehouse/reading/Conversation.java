package io.gatehouse.reading;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A ticket as people see it.
 *
 * @param queue the last one, once ended
 * @param endedAt null while it is open
 * @param lastMessageAt while it is open, to the minute
 */
public record Conversation(
    String ticketId,
    String customerId,
    String channel,
    String queue,
    @Nullable String agent,
    Instant startedAt,
    @Nullable Instant endedAt,
    @Nullable Instant lastMessageAt,
    @Nullable Rating rating,
    @Nullable WebOrigin web) {

  /** What the customer thought of it, 1 to 5. */
  public record Rating(int score, @Nullable String comment, @Nullable Instant at) {}

  /** Where a web customer wrote from; browser and system as far as the user agent says. */
  public record WebOrigin(
      @Nullable String ip,
      @Nullable String region,
      @Nullable String browser,
      @Nullable String system,
      @Nullable String userAgent,
      @Nullable String source) {}
}
