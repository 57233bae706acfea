package io.gatehouse.local.demo;

import io.gatehouse.topics.Topic;
import java.time.Instant;
import java.util.List;

/** Looks at the blocked list now and then: unblocks, deletes, blacklists, or leaves it so. */
final class Supervisor {

  private static final String NAME = "sofia";

  private final DemoSettings settings;

  Supervisor(DemoSettings settings) {
    this.settings = settings;
  }

  List<Sent> next(OpenTicket ticket, Instant now) {
    if (!ticket.in("blocked")) {
      return List.of();
    }
    Dice dice = Dice.of(settings.seed(), "supervisor", ticket.id(), "" + ticket.messages());
    boolean enough = ticket.unseenBySupervisor() >= dice.between(6, 20);
    if (!enough || now.isBefore(ticket.changed().plus(settings.beats(2)))) {
      return List.of();
    }
    ticket.seenBySupervisor();
    int choice = dice.between(1, 100);
    if (choice > 75) {
      return List.of();
    }
    ticket.asked(now);
    String customer = ticket.customerId();
    if (choice > 60) {
      return List.of(Orders.blacklist(NAME, customer, "goes on after several warnings"));
    }
    return List.of(
        Orders.supervise(
            choice > 30 ? Topic.COMMANDS_DELETE_ALL : Topic.COMMANDS_UNBLOCK, NAME, customer));
  }
}
