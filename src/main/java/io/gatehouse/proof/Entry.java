package io.gatehouse.proof;

import io.gatehouse.topics.Topic;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A record as it was read.
 *
 * @param timestamp the broker's append time, milliseconds
 * @param customer whom it is about: the key of an input, {@code ce_subject} of an output
 * @param id {@code ce_id} of an output
 */
record Entry(
    Topic topic,
    int partition,
    long offset,
    long timestamp,
    @Nullable String key,
    @Nullable String customer,
    @Nullable EventId id,
    Content content,
    Body body) {

  Position position() {
    return new Position(topic, partition, offset);
  }

  boolean isAfter(Entry other) {
    return offset > other.offset;
  }

  Body.@Nullable Routed routed() {
    return body instanceof Body.Routed routed ? routed : null;
  }

  /** One line of a story. */
  @Override
  public String toString() {
    return "%s  %s  %s%s"
        .formatted(
            Instant.ofEpochMilli(timestamp), position(), said(), id == null ? "" : "  " + id);
  }

  private String said() {
    return switch (body) {
      case Body.Inbound inbound -> "message";
      case Body.Reply reply -> "reply";
      case Body.Command command ->
          "command %s%s%s"
              .formatted(
                  command.commandId(),
                  command.action() == null ? "" : " " + command.action(),
                  command.ticketId() == null ? "" : " ticket=" + command.ticketId());
      case Body.Routed routed ->
          "gatehouse.message.routed reason=%s queue=%s ticket=t-%d%s%s%s of %s"
              .formatted(
                  routed.reason(),
                  routed.queue(),
                  routed.ticket(),
                  routed.agent() == null ? "" : " agent=" + routed.agent(),
                  routed.newTicket() ? " new" : "",
                  routed.restored() ? " restored" : "",
                  routed.origin());
      case Body.Delivered delivered ->
          "gatehouse.message.delivered reason=%s ticket=t-%d of %s"
              .formatted(delivered.reason(), delivered.ticket(), delivered.origin());
      case Body.Suppressed suppressed ->
          "gatehouse.message.suppressed reason=%s of %s"
              .formatted(suppressed.reason(), suppressed.origin());
      case Body.DeadLetter dead -> "dead letter of " + dead.origin();
      case Body.Outcome outcome ->
          "gatehouse.command.outcome %s %s %s%s"
              .formatted(
                  outcome.command(),
                  outcome.commandId(),
                  outcome.status(),
                  outcome.code() == null ? "" : " " + outcome.code());
      case Body.TicketEvent event ->
          "gatehouse.ticket.%s ticket=t-%d%s%s%s%s"
              .formatted(
                  event.kind().name().toLowerCase(Locale.ROOT),
                  event.ticket(),
                  event.from() == null ? "" : " from=" + event.from(),
                  event.to() == null ? "" : " to=" + event.to(),
                  event.mergedInto() == 0 ? "" : " mergedInto=t-" + event.mergedInto(),
                  event.messages() < 0 ? "" : " messages=" + event.messages());
      case Body.Erased erased -> "gatehouse.message.erased, key " + key;
      case Body.State state ->
          "gatehouse.customer.state%s%s"
              .formatted(
                  state.blocked() == null ? "" : " blocked",
                  state.blacklisted() == null ? "" : " blacklisted");
      case Body.Unreadable unreadable -> "unreadable: " + unreadable.why();
    };
  }
}
