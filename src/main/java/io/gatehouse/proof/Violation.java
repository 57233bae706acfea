package io.gatehouse.proof;

import org.jspecify.annotations.Nullable;

/**
 * A record or row that breaks a property.
 *
 * @param record its position, {@code <topic>:<partition>:<offset>}, or the row
 * @param customer whose story explains it, null if unknown
 * @param at append time that it is ordered by, milliseconds
 */
public record Violation(
    Property property, String what, String record, @Nullable String customer, long at) {

  @Override
  public String toString() {
    return "%s: %s %s".formatted(property.label(), record, what);
  }
}
