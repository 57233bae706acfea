package io.gatehouse.activity;

import io.gatehouse.metrics.GatehouseMeters;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.springframework.stereotype.Component;

/**
 * Takes note of messages that were routed; {@link ActivityWriter} writes it down within a second. A
 * ticket is noted once a minute at most. What does not fit, when more tickets come than can be
 * written, is dropped and counted, and so is what was not written when a worker dies: the ticket's
 * next message is noted again, and until then it stands in the lists with its last known time, at
 * worst that of its opening.
 */
@Component
public class Activity {

  private static final int WAITING_AT_MOST = 50_000;

  /**
   * A message.
   *
   * @param at when it was appended, in milliseconds
   */
  record Noted(long ticketNo, long at) {}

  private final RecentlyNoted recently = new RecentlyNoted();
  private final BlockingQueue<Noted> waiting = new ArrayBlockingQueue<>(WAITING_AT_MOST);
  private final GatehouseMeters meters;

  Activity(GatehouseMeters meters) {
    this.meters = meters;
  }

  /** Never waits. */
  public void message(long ticketNo, long appendedAt) {
    if (recently.has(ticketNo, appendedAt)) {
      return;
    }
    if (waiting.offer(new Noted(ticketNo, appendedAt))) {
      recently.add(ticketNo, appendedAt);
    } else {
      meters.activityDropped();
    }
  }

  List<Noted> take(int most) {
    List<Noted> taken = new ArrayList<>();
    waiting.drainTo(taken, most);
    return taken;
  }

  /** Could not be written now. */
  void giveBack(List<Noted> noted) {
    for (Noted each : noted) {
      if (!waiting.offer(each)) {
        meters.activityDropped();
      }
    }
  }
}
