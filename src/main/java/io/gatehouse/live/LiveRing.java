package io.gatehouse.live;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The last events of all queues, each kept once however many read them. A reader that is too slow
 * loses its place and is told so; it holds up nobody.
 */
final class LiveRing {

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final LiveEvent[] events;

  /** Up to where events have left the ring, or were before it began. */
  private final LivePosition gone;

  /** Up to where events have come. */
  private final LivePosition come;

  private long oldest;
  private long next;
  private boolean ended;

  /**
   * Makes an empty one.
   *
   * @param start what comes is after it
   */
  LiveRing(int capacity, LivePosition start) {
    events = new LiveEvent[capacity];
    gone = start.copy();
    come = start.copy();
  }

  /** What one poll has brought, in order. */
  void add(List<LiveEvent> more) {
    lock.lock();
    try {
      for (LiveEvent event : more) {
        if (next - oldest == events.length) {
          LiveEvent first = at(oldest++);
          gone.advance(first.partition(), first.offset());
        }
        events[(int) (next++ % events.length)] = event;
        come.advance(event.partition(), event.offset());
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** No more comes: readers end. */
  void end() {
    lock.lock();
    try {
      ended = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** A reader of what comes from now on. */
  Reader fromNow() {
    lock.lock();
    try {
      return new Reader(next, come.copy());
    } finally {
      lock.unlock();
    }
  }

  /** A reader that goes on after this position; empty if not all that follows it is still here. */
  Optional<Reader> after(LivePosition position) {
    lock.lock();
    try {
      if (position.partitions() != gone.partitions() || !position.isAtOrAfter(gone)) {
        return Optional.empty();
      }
      return Optional.of(new Reader(oldest, position.copy()));
    } finally {
      lock.unlock();
    }
  }

  private LiveEvent at(long number) {
    return events[(int) (number % events.length)];
  }

  /** What one reader finds. */
  sealed interface Found {

    /** The next event; the reader's position is after it. */
    record Event(LiveEvent event) implements Found {}

    /** There was none in the time given. */
    record Nothing() implements Found {}

    /** The reader was too slow, and some are gone: it has to look at the whole again. */
    record Missed() implements Found {}

    record End() implements Found {}
  }

  /** Where one reader is. For one thread. */
  final class Reader {
    private long number;
    private final LivePosition position;

    private Reader(long number, LivePosition position) {
      this.number = number;
      this.position = position;
    }

    LivePosition position() {
      return position.copy();
    }

    /** Waits for an event, not longer than given. */
    Found next(Duration atMost) throws InterruptedException {
      lock.lock();
      try {
        long left = atMost.toNanos();
        while (true) {
          if (number < oldest) {
            return new Found.Missed();
          }
          if (number < LiveRing.this.next) {
            LiveEvent event = at(number++);
            if (!position.hasSeen(event.partition(), event.offset())) {
              position.advance(event.partition(), event.offset());
              return new Found.Event(event);
            }
          } else if (ended) {
            return new Found.End();
          } else if (left <= 0) {
            return new Found.Nothing();
          } else {
            left = changed.awaitNanos(left);
          }
        }
      } finally {
        lock.unlock();
      }
    }
  }
}
