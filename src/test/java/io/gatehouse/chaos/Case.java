package io.gatehouse.chaos;

import io.gatehouse.chaos.Place.Trait;
import io.gatehouse.chaos.Place.Way;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** One case of the sweep. */
record Case(FailPoint point, Fault fault, Run run) {

  static final String MESSAGES = "inbound";
  private static final List<String> COMMANDS = List.of("block", "unblock", "delete-all");
  private static final String ANY_COMMAND = "delete-all"; // it publishes the most kinds of records
  private static final String LARGE_MOVE = "unblock"; // a block publishes no messages

  static Case of(Place place, String consumer, Fault fault, Run run) {
    int nth = place.has(Trait.SECOND_TIME) ? 2 : 1;
    return new Case(new FailPoint(place, consumer, nth), fault, run);
  }

  /** Each place, consumer, fault and run that make sense together. */
  static List<Case> all() {
    List<Case> all = new ArrayList<>();
    for (Run run : Run.values()) {
      for (Fault fault : Fault.values()) {
        for (Place place : Place.values()) {
          consumers(place)
              .map(consumer -> of(place, consumer, fault, run))
              .filter(Case::makesSense)
              .forEach(all::add);
        }
      }
    }
    return all;
  }

  private static Stream<String> consumers(Place place) {
    if (place.is(Way.START)) {
      return Stream.of(place.has(Trait.ON_CONSUMER) ? MESSAGES : FailPoint.START);
    }
    return Stream.concat(
        place.is(Way.MESSAGES) ? Stream.of(MESSAGES) : Stream.empty(),
        place.is(Way.COMMANDS) ? COMMANDS.stream() : Stream.empty());
  }

  private boolean makesSense() {
    Place place = point.place();
    boolean consumerFits =
        (!place.has(Trait.ANY_COMMAND) || isFor(ANY_COMMAND))
            && (!place.has(Trait.LARGE_MOVE) || isFor(LARGE_MOVE));
    boolean runFits =
        switch (run) {
          case FIRST -> true;
          case REPLAY -> !place.has(Trait.FIRST_TIME_ONLY);
          // A delete-all waits for the commands before it, so only messages are left to replay.
          case REPLAY_AFTER_DELETE_ALL ->
              !place.has(Trait.FIRST_TIME_ONLY) && place.is(Way.MESSAGES) && isFor(MESSAGES);
        };
    boolean faultFits =
        switch (fault) {
          case HALT, DATABASE_KILLED, BROKER_KILLED -> true;
          // Before it has joined it has no partitions that could move.
          case ZOMBIE -> !place.is(Way.START) || place.has(Trait.HAS_JOINED);
          case REPLY_LOST -> place.has(Trait.ENDS_TRANSACTION);
        };
    return consumerFits && runFits && faultFits;
  }

  private boolean isFor(String consumer) {
    return point.consumer().equals(consumer);
  }

  /** The consumer that a replay is made for. */
  String consumer() {
    return isFor(FailPoint.START) ? MESSAGES : point.consumer();
  }

  @Override
  public String toString() {
    return "%s, %s, %s".formatted(fault, run, point);
  }
}
