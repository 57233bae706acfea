package io.gatehouse.history;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A row of {@code message}: an accepted message with the decision made for it.
 *
 * @param ticketNo null if it was accepted without a conversation
 * @param queue null if it was suppressed
 * @param headers as {@link PassedOnHeaders#encode} has them
 */
public record MessageRow(
    int sourceId,
    long offset,
    long customerNo,
    long fingerprint,
    @Nullable Long ticketNo,
    @Nullable String queue,
    String reason,
    boolean newTicket,
    @Nullable String agent,
    Instant appendedAt,
    Instant decidedAt,
    byte @Nullable [] headers,
    byte[] value) {}
