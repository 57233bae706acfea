package io.gatehouse.history;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A row of {@code outbound_message}: an accepted reply with the decision made for it.
 *
 * @param ticketNo the conversation that it was said in
 * @param saidBy agent or bot
 * @param decision delivered, or why it was suppressed
 * @param headers as {@link PassedOnHeaders#encode} has them
 */
public record ReplyRow(
    int sourceId,
    long offset,
    long customerNo,
    long ticketNo,
    String messageId,
    String saidBy,
    String actorId,
    String decision,
    Instant appendedAt,
    Instant decidedAt,
    byte @Nullable [] headers,
    byte[] value) {}
