package io.gatehouse.local.demo;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Answers at once, hands over what it does not understand, closes what has gone quiet. */
final class Bot {

  private static final String NAME = "bot";
  private static final int HANDOVER_PERCENT = 25;
  private static final int TALKS_AT_MOST = 3;

  private final DemoSettings settings;
  private final Arrivals arrivals;

  Bot(DemoSettings settings, Arrivals arrivals) {
    this.settings = settings;
    this.arrivals = arrivals;
  }

  List<Sent> next(OpenTicket ticket, Instant now) {
    if (!ticket.in("bot")) {
      return List.of();
    }
    Dice dice = Dice.of(settings.seed(), "bot", ticket.id(), "" + ticket.version());
    if (!ticket.needsAnswer()) {
      boolean quiet = quietFor(ticket, dice.between(12, 30), now);
      return quiet ? goodbye(ticket, dice, now) : List.of();
    }
    if (!quietFor(ticket, dice.between(1, 2), now)) {
      return List.of();
    }
    if (ticket.messages() > TALKS_AT_MOST || dice.chance(HANDOVER_PERCENT)) {
      ticket.asked(now);
      return List.of(Orders.handover(Login.BOT, NAME, ticket));
    }
    ticket.answered();
    Language language = arrivals.customer(ticket.customerId()).language();
    return List.of(Orders.reply(Login.BOT, NAME, ticket, language.say(language.bot(), dice), now));
  }

  private boolean quietFor(OpenTicket ticket, int beats, Instant now) {
    return now.isAfter(ticket.changed().plus(settings.beats(beats)));
  }

  private static List<Sent> goodbye(OpenTicket ticket, Dice dice, Instant now) {
    ticket.asked(now);
    List<Sent> orders = new ArrayList<>();
    orders.add(Orders.close(Login.BOT, NAME, ticket));
    if (dice.chance(30)) {
      orders.add(Orders.rate(Login.BOT, NAME, ticket, dice.between(2, 5), ""));
    }
    return orders;
  }
}
