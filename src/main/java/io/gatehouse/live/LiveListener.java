package io.gatehouse.live;

import java.time.Duration;

/** Somebody who listens to the live feed. For one thread. */
public final class LiveListener implements AutoCloseable {

  /** What there is to tell. */
  public sealed interface Heard {

    record Event(LiveEvent event) implements Heard {}

    /** There was nothing in the time given. */
    record Nothing() implements Heard {}

    /** Something was missed: who listens has to look at the whole again, and hears what follows. */
    record Missed() implements Heard {}

    /** No more comes from here. */
    record End() implements Heard {}
  }

  private final LiveRing ring;
  private final Runnable onClose;
  private LiveRing.Reader reader;
  private boolean missed;

  LiveListener(LiveRing ring, LiveRing.Reader reader, boolean missed, Runnable onClose) {
    this.ring = ring;
    this.reader = reader;
    this.missed = missed;
    this.onClose = onClose;
  }

  /** Waits for something, not longer than given. */
  public Heard next(Duration atMost) throws InterruptedException {
    if (missed) {
      missed = false;
      return new Heard.Missed();
    }
    return switch (reader.next(atMost)) {
      case LiveRing.Found.Event found -> new Heard.Event(found.event());
      case LiveRing.Found.Nothing nothing -> new Heard.Nothing();
      case LiveRing.Found.End end -> new Heard.End();
      case LiveRing.Found.Missed tooSlow -> {
        reader = ring.fromNow();
        yield new Heard.Missed();
      }
    };
  }

  /** Up to where it has heard everything: what a later {@link LiveFeed#listen} goes on from. */
  public String position() {
    return reader.position().encode();
  }

  @Override
  public void close() {
    onClose.run();
  }
}
