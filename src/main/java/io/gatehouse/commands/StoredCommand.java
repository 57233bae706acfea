package io.gatehouse.commands;

import io.gatehouse.progress.SourcePartition;
import java.time.Instant;
import java.util.List;

/**
 * A command that has been decided, with all that is published for it.
 *
 * @param eventId {@code ce_id} of the outcome
 * @param outcome the value on {@code commands.outcome}
 */
record StoredCommand(
    String kind,
    String key,
    SourcePartition source,
    long offset,
    byte[] contentHash,
    Instant decidedAt,
    String eventId,
    String outcome,
    List<Effect> effects) {}
