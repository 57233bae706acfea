package io.gatehouse.audit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A command that changed something. Without content of messages and without values of a profile.
 *
 * @param command its kind: {@code block}, {@code ticket} ...
 * @param action of the kinds that have several, else null
 * @param customerId null if it set a switch
 * @param setting the switch, else null
 * @param reason as the actor gave it
 * @param detail what it changed: the {@code detail} of its outcome, as JSON
 */
public record AuditEntry(
    Instant at,
    String actorId,
    String command,
    @Nullable String action,
    String commandId,
    @Nullable String customerId,
    @Nullable String setting,
    @Nullable String reason,
    @Nullable String detail) {}
