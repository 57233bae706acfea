package io.gatehouse.history;

/** What a message is known by: whose it is, and its {@link Fingerprints fingerprint}. */
public record MessageKey(long customerNo, long fingerprint) {}
