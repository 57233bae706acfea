package io.gatehouse.proof;

import io.gatehouse.proof.Body.TicketEvent.Kind;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * G4 for moves: a ticket that leaves a queue arrives at another, and as many are announced as the
 * outcome says.
 */
final class Moves {

  /** One ticket in one command, or moved by one message. */
  private record Move(EventId cause, long ticket) {}

  private static final class Ends {
    @Nullable Entry left;
    @Nullable Entry arrived;
  }

  private static final class Counts {
    long moved;
    long merged;
  }

  private Moves() {}

  static void check(World world, Findings findings) {
    Map<Move, Ends> moves = new LinkedHashMap<>();
    Map<EventId, Counts> counts = new LinkedHashMap<>();
    for (Entry entry : world.onQueues()) {
      EventId id = entry.id();
      if (id == null || !(entry.body() instanceof Body.TicketEvent event)) {
        continue;
      }
      Counts count = counts.computeIfAbsent(id.base(), any -> new Counts());
      switch (event.kind()) {
        case LEFT ->
            moves.computeIfAbsent(new Move(id.base(), event.ticket()), any -> new Ends()).left =
                entry;
        case ARRIVED -> {
          count.moved++;
          if (event.from() != null) {
            moves.computeIfAbsent(new Move(id.base(), event.ticket()), any -> new Ends()).arrived =
                entry;
          }
        }
        case CLOSED -> {
          if (event.mergedInto() != 0) {
            count.moved++;
            count.merged++;
          }
        }
        case DELETED -> {}
      }
    }
    moves.forEach((move, ends) -> compare(move, ends, findings));
    for (String command : new String[] {"block", "unblock"}) {
      world
          .outcomes()
          .forEach(
              command,
              (entry, outcome) -> {
                if (entry.id() != null && outcome.done()) {
                  count(entry, outcome, counts.getOrDefault(entry.id(), new Counts()), findings);
                }
              });
    }
  }

  private static void compare(Move move, Ends ends, Findings findings) {
    if (ends.left == null && ends.arrived != null) {
      findings.add(ends.arrived, "t-%d arrives and has not left".formatted(move.ticket));
    } else if (ends.left != null && ends.arrived == null) {
      findings.add(ends.left, "t-%d leaves and does not arrive".formatted(move.ticket));
    } else if (ends.left != null
        && ends.arrived != null
        && !sameWay(ends.left.body(), ends.arrived.body())) {
      findings.add(ends.arrived, "arrives elsewhere than " + ends.left.position() + " says");
    }
  }

  private static boolean sameWay(Body left, Body arrived) {
    return left instanceof Body.TicketEvent from
        && arrived instanceof Body.TicketEvent to
        && from.is(Kind.LEFT)
        && Objects.equals(from.from(), to.from())
        && Objects.equals(from.to(), to.to());
  }

  private static void count(Entry entry, Body.Outcome outcome, Counts counts, Findings findings) {
    if (Math.max(0, outcome.ticketsMoved()) != counts.moved
        || Math.max(0, outcome.ticketsMerged()) != counts.merged) {
      findings.add(
          entry,
          "says %d moved, %d of them merged; announced are %d and %d"
              .formatted(
                  outcome.ticketsMoved(), outcome.ticketsMerged(), counts.moved, counts.merged));
    }
  }
}
