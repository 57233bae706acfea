package io.gatehouse.reading;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A message as it was accepted, with the decision.
 *
 * @param id {@code ce_id} of the record that routed it
 * @param ticketId of the conversation it belongs to now, null if it was accepted without one
 * @param queue where it went, null if it was suppressed
 * @param content what the connector sent: text, attachments and all
 */
public record Message(
    String id,
    @Nullable String ticketId,
    @Nullable String queue,
    String reason,
    Instant at,
    JsonNode content) {}
