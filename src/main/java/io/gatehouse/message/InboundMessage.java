package io.gatehouse.message;

import org.jspecify.annotations.Nullable;

/**
 * What routing needs of a valid message. Text and attachments have been checked and stay in the
 * record's value, which is passed on byte for byte.
 */
public record InboundMessage(
    String messageId,
    String customerId,
    String channel,
    @Nullable Profile profile,
    @Nullable Web web) {}
