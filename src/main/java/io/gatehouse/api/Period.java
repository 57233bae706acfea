package io.gatehouse.api;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import org.jspecify.annotations.Nullable;

/**
 * From when to when, as screens offer it.
 *
 * @param from null: since ever
 * @param to null: until now
 */
record Period(@Nullable Instant from, @Nullable Instant to) {

  static final String THIS_WEEK = "this-week";
  static final String TODAY = "today";
  static final String THIS_MONTH = "this-month";
  static final String ALL = "all";

  /** Weeks begin on Monday; days begin where the reader is. */
  static Period of(String name, String zone, Clock clock) {
    ZoneId there = zone(zone);
    LocalDate today = LocalDate.ofInstant(clock.instant(), there);
    LocalDate first =
        switch (name) {
          case TODAY -> today;
          case THIS_WEEK -> today.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
          case THIS_MONTH -> today.withDayOfMonth(1);
          case ALL -> null;
          default ->
              throw ProblemException.invalid(
                  "period", "must be one of this-week, today, this-month, all");
        };
    return new Period(first == null ? null : first.atStartOfDay(there).toInstant(), null);
  }

  private static ZoneId zone(String zone) {
    try {
      return ZoneId.of(zone);
    } catch (DateTimeException e) {
      throw ProblemException.invalid("zone", "must be a time zone such as Europe/Berlin");
    }
  }
}
