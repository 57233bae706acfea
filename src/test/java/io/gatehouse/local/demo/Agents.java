package io.gatehouse.local.demo;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Five agents who share the work: they take what nobody has, answer, hand over, close and rate,
 * note things about customers, and block spammers. They leave alone what somebody else has taken.
 */
final class Agents {

  static final List<String> NAMES = List.of("anna", "bruno", "chiyo", "dalia", "emeka");

  private static final List<String> TAGS =
      List.of("vip", "delivery", "refund", "wholesale", "complaint", "newsletter");
  private static final List<String> NOTES =
      List.of(
          "Prefers to be called in the afternoon.",
          "Waits for a replacement, ask the warehouse.",
          "Two orders at once, keep them apart.");
  private static final List<String> REASONS = List.of("spam", "advertising", "phishing links");

  private static final int TICKETS_EACH = 6;
  private static final int HANDOVER_PERCENT = 10;
  private static final int CALLBACK_PERCENT = 5;
  private static final int BLOCK_WITH_END_PERCENT = 25;

  private final DemoSettings settings;
  private final Arrivals arrivals;
  private final Map<String, Instant> busyUntil = new HashMap<>();

  Agents(DemoSettings settings, Arrivals arrivals) {
    this.settings = settings;
    this.arrivals = arrivals;
  }

  List<Sent> next(OpenTicket ticket, Collection<OpenTicket> all, Instant now) {
    Dice dice = Dice.of(settings.seed(), "agents", ticket.id(), "" + ticket.version());
    if (ticket.in("blocked") || !after(ticket.changed(), dice.between(2, 5), now)) {
      return List.of();
    }
    if (ticket.messages() > 1 && Language.isSpam(ticket.lastText())) {
      return block(ticket, dice, now);
    }
    if (ticket.in("unassigned")) {
      return after(ticket.since(), dice.between(6, 40), now)
          ? take(ticket, all, dice, now)
          : List.of();
    }
    String agent = ticket.agent();
    if (agent == null || !NAMES.contains(agent) || !free(agent, now)) {
      return List.of();
    }
    if (ticket.needsAnswer()) {
      return answer(agent, ticket, dice, now);
    }
    return after(ticket.changed(), dice.between(8, 25), now)
        ? finish(agent, ticket, dice, now)
        : List.of();
  }

  private boolean after(Instant time, int beats, Instant now) {
    return now.isAfter(time.plus(settings.beats(beats)));
  }

  private boolean free(String agent, Instant now) {
    return !now.isBefore(busyUntil.getOrDefault(agent, Instant.EPOCH));
  }

  private void keepBusy(String agent, Dice dice, Instant now) {
    busyUntil.put(agent, now.plus(settings.beats(dice.between(1, 4))));
  }

  private List<Sent> take(OpenTicket ticket, Collection<OpenTicket> all, Dice dice, Instant now) {
    Map<String, Integer> load = new HashMap<>();
    all.stream()
        .map(OpenTicket::agent)
        .filter(Objects::nonNull)
        .forEach(agent -> load.merge(agent, 1, Integer::sum));
    Optional<String> agent =
        NAMES.stream()
            .filter(name -> free(name, now) && load.getOrDefault(name, 0) < TICKETS_EACH)
            .min(Comparator.comparing(name -> load.getOrDefault(name, 0)));
    return agent
        .map(
            name -> {
              keepBusy(name, dice, now);
              ticket.asked(now);
              return List.of(Orders.assign(name, ticket));
            })
        .orElse(List.of());
  }

  private List<Sent> answer(String agent, OpenTicket ticket, Dice dice, Instant now) {
    keepBusy(agent, dice, now);
    ticket.answered();
    Language language = arrivals.customer(ticket.customerId()).language();
    String text = language.say(language.answers(), dice);
    return List.of(Orders.reply(Login.AGENTS, agent, ticket, text, now));
  }

  private List<Sent> finish(String agent, OpenTicket ticket, Dice dice, Instant now) {
    keepBusy(agent, dice, now);
    ticket.asked(now);
    if (dice.chance(HANDOVER_PERCENT)) {
      return List.of(Orders.handover(Login.AGENTS, agent, ticket));
    }
    Customer customer = arrivals.customer(ticket.customerId());
    List<Sent> orders = new ArrayList<>();
    orders.add(Orders.close(Login.AGENTS, agent, ticket));
    if (dice.chance(60)) {
      String comment = dice.chance(40) ? dice.oneOf(customer.language().comments()) : "";
      int score = dice.chance(80) ? dice.between(4, 5) : dice.between(1, 3);
      orders.add(Orders.rate(Login.AGENTS, agent, ticket, score, comment));
    }
    if (dice.chance(30)) {
      orders.add(Orders.tag(agent, customer.id(), dice.oneOf(TAGS)));
    }
    if (dice.chance(10)) {
      orders.add(Orders.note(agent, customer.id(), dice.oneOf(NOTES)));
    }
    if (dice.chance(CALLBACK_PERCENT)) {
      orders.add(Orders.callback(agent, customer));
    }
    return orders;
  }

  private List<Sent> block(OpenTicket ticket, Dice dice, Instant now) {
    ticket.asked(now);
    String agent = dice.oneOf(NAMES);
    String reason = dice.oneOf(REASONS);
    Instant end = now.plus(settings.beats(dice.between(60, 120)));
    return List.of(
        dice.chance(BLOCK_WITH_END_PERCENT)
            ? Orders.blockUntil(agent, ticket.customerId(), reason, end)
            : Orders.block(agent, ticket.customerId(), reason));
  }
}
