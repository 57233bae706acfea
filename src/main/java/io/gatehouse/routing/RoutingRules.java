package io.gatehouse.routing;

import io.gatehouse.tickets.Queue;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Rules 2 to 9 of {@code behaviour.md}, "Routing one message", in that order: the first that
 * matches decides. Rule 1, the record is not a valid message, comes before there is anything to
 * decide on.
 */
final class RoutingRules {

  /**
   * All that a decision depends on.
   *
   * @param openIn queue of the customer's open ordinary ticket on the channel, null if there is
   *     none
   * @param botActive whether the BOT is active on the channel
   */
  record Facts(
      boolean acceptedBefore,
      boolean blacklisted,
      boolean blocked,
      @Nullable Queue openIn,
      boolean botActive) {}

  /** Where the message goes; without a queue it is suppressed. */
  record Route(@Nullable Queue queue, Reason reason) {}

  private record Rule(
      Predicate<Facts> when, Function<Facts, @Nullable Queue> queue, Reason reason) {}

  private static final List<Rule> RULES =
      List.of(
          new Rule(Facts::acceptedBefore, facts -> null, Reason.DUPLICATE),
          new Rule(Facts::blacklisted, facts -> null, Reason.BLACKLISTED),
          new Rule(Facts::blocked, facts -> Queue.BLOCKED, Reason.BLOCKED),
          new Rule(facts -> facts.openIn() == Queue.INBOX, facts -> Queue.INBOX, Reason.ASSIGNED),
          new Rule(
              facts -> facts.openIn() == Queue.BOT && !facts.botActive(),
              facts -> Queue.UNASSIGNED,
              Reason.BOT_INACTIVE),
          new Rule(facts -> facts.openIn() != null, Facts::openIn, Reason.OPEN_TICKET),
          new Rule(Facts::botActive, facts -> Queue.BOT, Reason.BOT_ACTIVE),
          new Rule(facts -> true, facts -> Queue.UNASSIGNED, Reason.NO_BOT));

  private RoutingRules() {}

  static Route decide(Facts facts) {
    for (Rule rule : RULES) {
      if (rule.when.test(facts)) {
        return new Route(rule.queue.apply(facts), rule.reason);
      }
    }
    throw new IllegalStateException("the last rule matches always");
  }
}
