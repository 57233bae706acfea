package io.gatehouse.reading;

import org.jspecify.annotations.Nullable;

/** Explanations in words: the rules are those of {@code behaviour.md}, by number. */
final class Answers {

  private Answers() {}

  static int rule(String reason) {
    return switch (reason) {
      case "blacklisted" -> 3;
      case "blocked" -> 4;
      case "assigned" -> 5;
      case "bot-inactive" -> 6;
      case "open-ticket" -> 7;
      case "bot-active" -> 8;
      case "no-bot" -> 9;
      default -> throw new IllegalStateException("no rule gives the reason " + reason);
    };
  }

  static String of(
      Explanation.Decision decision,
      AuditLog.@Nullable Change because,
      @Nullable Conversation now) {
    var answer = new StringBuilder("Rule %d: ".formatted(decision.rule()));
    answer.append(
        switch (decision.reason()) {
          case "blacklisted" ->
              "the customer was blacklisted, so the message was kept without a conversation.";
          case "blocked" -> "the customer was blocked, so only supervisors see it.";
          case "assigned" -> "the conversation was with the agent %s.".formatted(decision.agent());
          case "bot-inactive" ->
              "the conversation waited for the BOT, which was off, so it moved to unassigned.";
          case "open-ticket" -> "the conversation was open in %s.".formatted(decision.queue());
          case "bot-active" -> "no conversation was open, and the BOT was on.";
          default -> "no conversation was open, and the BOT was off.";
        });
    if (because != null) {
      answer.append(
          " %s did that at %s with %s %s%s."
              .formatted(
                  because.actor(),
                  because.at(),
                  because.command(),
                  because.commandId(),
                  because.reason() == null ? "" : ", because: " + because.reason()));
    }
    if (now != null) {
      answer.append(
          now.endedAt() == null
              ? " Now it is in %s.".formatted(now.queue())
              : " The conversation ended at %s, in %s.".formatted(now.endedAt(), now.queue()));
    }
    return answer.toString();
  }

  static String withoutDecision(Explanation.Outcome outcome) {
    return switch (outcome) {
      case ERASED -> "A delete-all has erased it.";
      case DUPLICATE -> "Rule 2: the same message was accepted before.";
      case DEAD_LETTER -> "Rule 1: it was no valid message; the dead letters have it.";
      case NOT_YET_DECIDED -> "It has not been decided yet: look at the lag of gatehouse.inbound.";
      case NOT_KEPT ->
          "It was decided, and nothing is kept of it: the same message was accepted before, or it"
              + " was no valid message, or a delete-all has erased it, or its history was dropped.";
      case ROUTED, SUPPRESSED -> throw new IllegalStateException("there is a decision");
    };
  }
}
