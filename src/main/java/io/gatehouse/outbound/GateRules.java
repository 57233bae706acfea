package io.gatehouse.outbound;

import io.gatehouse.tickets.Queue;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The rules of {@code topics/messages.outbound.yaml}, in that order: the first that matches
 * decides. The first of all, the record is not a valid reply, comes before there is anything to
 * decide on.
 */
final class GateRules {

  /**
   * All that a decision depends on. Whether the contact is blocked is not among it: a ticket that
   * was unblocked by itself can be answered.
   *
   * @param deleted there was such a conversation
   * @param queue of the conversation, null if there is none
   * @param closed the conversation has ended
   */
  record Facts(
      boolean acceptedBefore,
      boolean blacklisted,
      boolean deleted,
      @Nullable Queue queue,
      boolean closed) {}

  private record Rule(Predicate<Facts> when, Verdict verdict) {}

  private static final List<Rule> RULES =
      List.of(
          new Rule(Facts::acceptedBefore, Verdict.DUPLICATE),
          new Rule(Facts::blacklisted, Verdict.BLACKLISTED),
          new Rule(Facts::deleted, Verdict.DELETED),
          new Rule(facts -> facts.queue() == null, Verdict.UNKNOWN_TICKET),
          new Rule(facts -> facts.queue() == Queue.BLOCKED, Verdict.BLOCKED),
          new Rule(Facts::closed, Verdict.CLOSED),
          new Rule(facts -> true, Verdict.DELIVERED));

  private GateRules() {}

  static Verdict decide(Facts facts) {
    for (Rule rule : RULES) {
      if (rule.when.test(facts)) {
        return rule.verdict;
      }
    }
    throw new IllegalStateException("the last rule matches always");
  }
}
