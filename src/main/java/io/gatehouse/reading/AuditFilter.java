package io.gatehouse.reading;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Which entries of the audit trail. Null: does not matter. */
public record AuditFilter(
    @Nullable String customerId,
    @Nullable String actor,
    @Nullable String command,
    @Nullable Instant from,
    @Nullable Instant to) {}
