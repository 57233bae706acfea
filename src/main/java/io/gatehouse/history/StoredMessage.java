package io.gatehouse.history;

import org.jspecify.annotations.Nullable;

/** A message as a ticket's new queue gets it: what came in, and where from. */
public record StoredMessage(int sourceId, long offset, byte @Nullable [] headers, byte[] value) {}
