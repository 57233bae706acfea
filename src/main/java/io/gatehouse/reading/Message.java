package io.gatehouse.reading;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A message or a reply as it was accepted, with the decision.
 *
 * @param id {@code ce_id} of the record that it became
 * @param ticketId of the conversation it belongs to now, null if it was accepted without one
 * @param queue where a customer's message went, null if it was suppressed; null of a reply
 * @param reason why there; of a reply {@code delivered}, or why it did not leave
 * @param saidBy customer, agent or bot
 * @param actor which agent or BOT, null of a customer's
 * @param content what the connector or the screen sent: text, attachments and all
 */
public record Message(
    String id,
    @Nullable String ticketId,
    @Nullable String queue,
    String reason,
    String saidBy,
    @Nullable String actor,
    Instant at,
    JsonNode content) {}
