package io.gatehouse.customers;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A customer with the two independent flags. */
public record Customer(
    long no, String id, @Nullable Block blocked, @Nullable Blacklisting blacklisted) {

  /**
   * Marked as spam.
   *
   * @param commandId the block command that set it
   * @param until when Gatehouse ends it itself, null for never
   */
  public record Block(
      String by, Instant at, @Nullable String reason, @Nullable Instant until, String commandId) {}

  /** Cannot have conversations with agents. */
  public record Blacklisting(String by, Instant at, String reason) {}
}
