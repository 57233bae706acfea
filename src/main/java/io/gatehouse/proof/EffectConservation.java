package io.gatehouse.proof;

import io.gatehouse.topics.Topic;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * G1 for what comes with an answer: ticket events, states, restored messages and tombstones belong
 * to a command that is done, numbered without a gap, or to a message that moved its ticket.
 */
final class EffectConservation {

  private static final class Numbers {
    private final BitSet seen = new BitSet();
    private @Nullable Entry last;

    void add(Entry effect, int number) {
      seen.set(number);
      if (seen.length() == number + 1) {
        last = effect;
      }
    }
  }

  private final World world;
  private final Findings findings;
  private final Map<EventId, Numbers> numbers = new LinkedHashMap<>();

  private EffectConservation(World world, Findings findings) {
    this.world = world;
    this.findings = findings;
  }

  static void check(World world, Findings findings) {
    var check = new EffectConservation(world, findings);
    world.onQueues().forEach(check::effect);
    world.on(Topic.CUSTOMERS_STATE).forEach(check::effect);
    check.gaps();
  }

  private void effect(Entry entry) {
    EventId id = entry.id();
    if (id == null || !isEffect(entry.body())) {
      return;
    }
    if (world.isOf(Topic.MESSAGES_INBOUND, id)) {
      if (!movedByMessage(entry, id)) {
        findings.add(entry, "says of a message what it did not do");
      }
      return;
    }
    Body.Outcome outcome = world.outcomes().of(id.base());
    long number = id.number();
    if (outcome == null) {
      findings.add(entry, "comes from a command without an outcome");
    } else if (!outcome.done()) {
      findings.add(entry, "comes from a command that is " + outcome.status());
    } else if (number < 0 || number >= Integer.MAX_VALUE) {
      findings.add(entry, "has no number among the outputs of its command");
    } else {
      numbers.computeIfAbsent(id.base(), any -> new Numbers()).add(entry, (int) number);
    }
  }

  private static boolean isEffect(Body body) {
    return switch (body) {
      case Body.TicketEvent event -> true;
      case Body.State state -> true;
      case Body.Erased erased -> true;
      case Body.Routed routed -> routed.restored();
      default -> false;
    };
  }

  private boolean movedByMessage(Entry entry, EventId id) {
    Entry answer =
        world.answers().of(new Position(Topic.MESSAGES_INBOUND, id.partition(), id.offset()));
    return answer != null
        && answer.body() instanceof Body.Routed routed
        && entry.body() instanceof Body.TicketEvent event
        && routed.reason().equals("bot-inactive")
        && routed.ticket() == event.ticket()
        && id.suffix().equals(World.queue(entry.topic()));
  }

  private void gaps() {
    numbers.forEach(
        (id, all) -> {
          int missing = all.seen.nextClearBit(0);
          if (missing < all.seen.length() && all.last != null) {
            findings.add(all.last, "comes without output %s:%d".formatted(id, missing));
          }
        });
  }
}
