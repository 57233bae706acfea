package io.gatehouse.routing;

import java.util.Locale;

/** Why a message went where it went ({@code ce_reason}). */
public enum Reason {
  DUPLICATE,
  BLACKLISTED,
  BLOCKED,
  ASSIGNED,
  BOT_INACTIVE,
  OPEN_TICKET,
  BOT_ACTIVE,
  NO_BOT,
  /** Its ticket was deleted before its routing became visible. */
  ERASED;

  private final String label = name().toLowerCase(Locale.ROOT).replace('_', '-');

  /** Its name in records and in the database. */
  public String label() {
    return label;
  }
}
