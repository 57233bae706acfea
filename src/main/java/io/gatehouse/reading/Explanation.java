package io.gatehouse.reading;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why a message is where it is.
 *
 * @param decision what was decided for it; null if nothing is stored
 * @param because the command whose effect the decision was, where one was: the block, the
 *     assignment, the switch
 * @param now where its conversation is now; null if it has none
 * @param since what was done to the customer since then, the first first
 * @param answer all of it in a sentence
 */
public record Explanation(
    String id,
    Outcome outcome,
    @Nullable Decision decision,
    AuditLog.@Nullable Change because,
    @Nullable Conversation now,
    List<AuditLog.Change> since,
    String answer) {

  /** What became of the record. */
  public enum Outcome {
    /** It went to a queue. */
    ROUTED,
    /** It was kept without a conversation. */
    SUPPRESSED,
    /** A delete-all has erased it. */
    ERASED,
    /** It came before. */
    DUPLICATE,
    /** It was no valid message. */
    DEAD_LETTER,
    /** Nothing is kept of it: a duplicate, no valid message, or erased. */
    NOT_KEPT,
    /** It has not been decided yet. */
    NOT_YET_DECIDED
  }

  /**
   * The decision as it was made.
   *
   * @param rule number of the rule in the table of routing rules
   */
  public record Decision(
      String customerId,
      int rule,
      String reason,
      @Nullable String queue,
      @Nullable String agent,
      @Nullable String ticketId,
      boolean openedTheTicket,
      Instant at) {}

  public Explanation {
    since = List.copyOf(since);
  }
}
