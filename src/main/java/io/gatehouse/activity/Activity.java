package io.gatehouse.activity;

import io.gatehouse.metrics.GatehouseMeters;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * Takes note of messages that were routed; {@link ActivityWriter} writes it down, within about a
 * second unless a backlog is being worked off. A ticket is noted once a minute at most. What does
 * not fit, when more tickets come than can be written, is dropped and counted, and so is what was
 * not written when a worker dies: the ticket's next message is noted again, and until then it
 * stands in the lists with its last known time, at worst that of its opening.
 */
@Component
public class Activity {

  /** Tickets: about 20 MB. */
  private static final int WAITING_AT_MOST = 200_000;

  /** A message that is older when it is routed has waited in a backlog. */
  private static final Duration BACKLOG = Duration.ofSeconds(2);

  /**
   * A message.
   *
   * @param at when it was appended, in milliseconds
   */
  record Noted(long ticketNo, long at) {}

  private final RecentlyNoted recently = new RecentlyNoted();

  /** The last message of each ticket; who came first is written first. */
  private final Map<Long, Long> waiting = new LinkedHashMap<>();

  private final GatehouseMeters meters;
  private final Clock clock;
  private volatile long backlogUntil;

  Activity(GatehouseMeters meters, Clock clock) {
    this.meters = meters;
    this.clock = clock;
  }

  /** Never waits for what is written. */
  public void message(long ticketNo, long appendedAt) {
    if (recently.has(ticketNo, appendedAt)) {
      return;
    }
    long now = clock.millis();
    if (now - appendedAt > BACKLOG.toMillis()) {
      backlogUntil = now + BACKLOG.toMillis();
    }
    if (add(new Noted(ticketNo, appendedAt))) {
      recently.add(ticketNo, appendedAt);
    }
  }

  /** Whether messages wait to be routed, so that nothing else should take the database's time. */
  public boolean thereIsABacklog() {
    return clock.millis() < backlogUntil;
  }

  /** How many tickets are to be written. */
  synchronized int waiting() {
    return waiting.size();
  }

  /** One for each ticket, the latest. */
  synchronized List<Noted> take(int most) {
    List<Noted> taken = new ArrayList<>();
    Iterator<Map.Entry<Long, Long>> first = waiting.entrySet().iterator();
    while (taken.size() < most && first.hasNext()) {
      Map.Entry<Long, Long> each = first.next();
      taken.add(new Noted(each.getKey(), each.getValue()));
      first.remove();
    }
    return taken;
  }

  /** Could not be written now. */
  void giveBack(List<Noted> noted) {
    noted.forEach(this::add);
  }

  private synchronized boolean add(Noted noted) {
    if (waiting.size() >= WAITING_AT_MOST && !waiting.containsKey(noted.ticketNo)) {
      meters.activityDropped();
      return false;
    }
    waiting.merge(noted.ticketNo, noted.at, Math::max);
    return true;
  }
}
