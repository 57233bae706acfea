package io.gatehouse.activity;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Which tickets were noted within the last minute. Of a fixed size: two tickets that share a place
 * put each other out, and are then noted more often than they need to be. Threads may do that to
 * each other too; nothing worse comes of it.
 */
final class RecentlyNoted {

  private static final long MILLIS = 60_000;

  private static final int PLACES = 1 << 17;

  private final AtomicLongArray tickets = new AtomicLongArray(PLACES);
  private final AtomicLongArray times = new AtomicLongArray(PLACES);

  /** Whether this ticket was noted less than a minute before the time, in milliseconds. */
  boolean has(long ticketNo, long at) {
    int place = place(ticketNo);
    return tickets.get(place) == ticketNo && at - times.get(place) < MILLIS;
  }

  void add(long ticketNo, long at) {
    int place = place(ticketNo);
    tickets.set(place, ticketNo);
    times.set(place, at);
  }

  private static int place(long ticketNo) {
    long mixed = ticketNo * 0x9E3779B97F4A7C15L;
    return (int) (mixed >>> 47);
  }
}
