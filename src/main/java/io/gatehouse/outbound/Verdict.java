package io.gatehouse.outbound;

import java.util.Locale;

/** What becomes of a reply; all but {@link #DELIVERED} is why it is suppressed. */
enum Verdict {
  DUPLICATE,
  BLACKLISTED,
  DELETED,
  UNKNOWN_TICKET,
  BLOCKED,
  CLOSED,
  DELIVERED,
  /** Its ticket was deleted before its decision became visible. */
  ERASED;

  private final String label = name().toLowerCase(Locale.ROOT).replace('_', '-');

  /** Its name in records and in the database. */
  String label() {
    return label;
  }

  static Verdict of(String label) {
    return valueOf(label.toUpperCase(Locale.ROOT).replace('-', '_'));
  }
}
