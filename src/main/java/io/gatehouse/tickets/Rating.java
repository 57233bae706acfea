package io.gatehouse.tickets;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How satisfied a customer was with a conversation.
 *
 * @param score 1 to 5, 5 is best
 * @param by who gave the command
 */
public record Rating(int score, @Nullable String comment, String by, Instant at) {}
