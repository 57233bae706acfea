package io.gatehouse.proof;

import org.jspecify.annotations.Nullable;

/** What a record says, without the content of messages. Times are microseconds since 1970. */
sealed interface Body {

  /**
   * A record on {@code messages.inbound}.
   *
   * @param identity hash of customer, channel and message id; 0 if they cannot be read
   */
  record Inbound(long identity) implements Body {}

  /**
   * A record on {@code messages.outbound}.
   *
   * @param identity hash of customer, ticket and message id; 0 if they cannot be read
   */
  record Reply(long identity) implements Body {}

  /** A record on a command topic that can be read. */
  record Command(
      String commandId, long contentHash, @Nullable String action, @Nullable String ticketId)
      implements Body {}

  /** {@code gatehouse.message.routed}. */
  record Routed(
      Position origin,
      String queue,
      String reason,
      long ticket,
      @Nullable String agent,
      boolean newTicket,
      boolean restored,
      long decidedAt)
      implements Body {}

  /**
   * {@code gatehouse.message.delivered}.
   *
   * @param reason who says it
   */
  record Delivered(Position origin, String reason, long ticket, @Nullable String agent)
      implements Body {}

  /**
   * {@code gatehouse.message.suppressed}.
   *
   * @param ticket 0 if it is not kept in a conversation, as no message is
   */
  record Suppressed(Position origin, String reason, long ticket) implements Body {}

  /**
   * A dead letter.
   *
   * @param tooLarge even for the dead-letter topic: it has no value
   */
  record DeadLetter(Position origin, boolean tooLarge) implements Body {}

  /** {@code gatehouse.command.outcome}; numbers that are not in its detail are -1. */
  record Outcome(
      String command,
      String commandId,
      String status,
      @Nullable String code,
      long ticketsMoved,
      long ticketsMerged,
      long ticketsDeleted,
      long messagesErased,
      long repliesErased)
      implements Body {

    /** The command was accepted: what it asks for holds. */
    boolean holds() {
      return status.equals("done") || status.equals("unchanged");
    }

    boolean done() {
      return status.equals("done");
    }

    boolean idReused() {
      return "id-reused".equals(code);
    }
  }

  /** {@code gatehouse.ticket.*}. */
  record TicketEvent(
      Kind kind,
      long ticket,
      @Nullable String from,
      @Nullable String to,
      @Nullable String agent,
      long mergedInto,
      long messages,
      long decidedAt)
      implements Body {

    enum Kind {
      LEFT,
      ARRIVED,
      CLOSED,
      DELETED
    }

    boolean is(Kind wanted) {
      return kind == wanted;
    }
  }

  /** {@code gatehouse.message.erased}: its key says what it erases. */
  record Erased() implements Body {}

  /** A record on {@code customers.state}. */
  record State(@Nullable Flag blocked, @Nullable Flag blacklisted) implements Body {}

  /** None of these, on a topic where it should be one. */
  record Unreadable(String why) implements Body {}
}
