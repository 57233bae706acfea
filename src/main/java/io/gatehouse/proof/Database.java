package io.gatehouse.proof;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The rows that matter.
 *
 * @param sources by their number
 * @param tickets by their number
 * @param customers by customer id; only id and flags
 */
record Database(
    Map<Integer, Source> sources,
    List<Message> messages,
    List<Reply> replies,
    Map<Long, Ticket> tickets,
    Map<String, Customer> customers,
    List<Command> commands) {

  /** An input partition. */
  record Source(String topicId, int partition) {}

  /**
   * A row of {@code message}.
   *
   * @param ticket 0 if there is none
   * @param identity hash of customer, channel and message id, as {@link Body.Inbound} has it
   * @param value hash of the value, as {@link Content} has it
   */
  record Message(
      int source,
      long offset,
      @Nullable String customer,
      long ticket,
      @Nullable String queue,
      String reason,
      boolean newTicket,
      @Nullable String agent,
      long identity,
      long value) {

    @Override
    public String toString() {
      return "message row (%d, %d)".formatted(source, offset);
    }
  }

  /**
   * A row of {@code outbound_message}.
   *
   * @param saidBy agent or bot
   * @param value hash of the value, as {@link Content} has it
   */
  record Reply(
      int source,
      long offset,
      @Nullable String customer,
      long ticket,
      String saidBy,
      String actor,
      String decision,
      long value) {

    @Override
    public String toString() {
      return "reply row (%d, %d)".formatted(source, offset);
    }
  }

  /** A row of {@code ticket}; open unless {@code closed}. */
  record Ticket(
      long no, @Nullable String customer, String queue, @Nullable String agent, boolean closed) {}

  /**
   * A row of {@code customer}.
   *
   * @param ticketsDiffer the open tickets in it are not those in {@code ticket}
   */
  record Customer(@Nullable Flag blocked, @Nullable Flag blacklisted, boolean ticketsDiffer) {}

  /**
   * A row of {@code command}.
   *
   * @param outcome hash of the text
   */
  record Command(String kind, String key, String commandId, int source, long offset, long outcome) {

    @Override
    public String toString() {
      return "command row (%s, %s, %s)".formatted(kind, key, commandId);
    }
  }
}
