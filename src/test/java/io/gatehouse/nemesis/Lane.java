package io.gatehouse.nemesis;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Faults of one sort, one after the other, each kind as often as the others. The lanes run side by
 * side, so faults of different sorts meet.
 */
final class Lane implements Runnable {

  private final String name;
  private final List<Fault> faults;
  private final Draw draw;
  private final FaultLog log;

  Lane(String name, List<Fault> faults, Draw draw, FaultLog log) {
    this.name = name;
    this.faults = faults;
    this.draw = draw;
    this.log = log;
  }

  @Override
  public void run() {
    List<Fault> deck = new ArrayList<>();
    while (!draw.isOver()) {
      if (deck.isEmpty()) {
        deck.addAll(faults);
        Collections.shuffle(deck, draw.random());
      }
      strike(deck.removeLast());
      try {
        draw.hold(1_000, 4_000);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private void strike(Fault fault) {
    log.struck(fault.kind());
    try {
      fault.strike().at(draw);
      log.say("%s: %s: mended".formatted(name, fault.kind()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Exception e) { // whatever it is, the run must end with it and not go on as if healed
      log.unmended(fault.kind(), e);
    }
  }
}
