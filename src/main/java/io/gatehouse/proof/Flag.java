package io.gatehouse.proof;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A flag of a customer that is set, in {@code customers.state} and in the database. */
record Flag(String by, Instant at, @Nullable String reason, @Nullable Instant until) {}
