package io.gatehouse.commands;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.gatehouse.tickets.Queue;
import io.gatehouse.tickets.TicketEvent;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a command has published before its outcome. Stored with the command, as JSON, when it is
 * decided; published from there, so that a replay publishes the same.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "effect")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Effect.CustomerChanged.class, name = "customer-changed"),
  @JsonSubTypes.Type(value = Effect.TicketChanged.class, name = "ticket-changed"),
  @JsonSubTypes.Type(value = Effect.MessagesRestored.class, name = "messages-restored"),
  @JsonSubTypes.Type(value = Effect.MessagesErased.class, name = "messages-erased")
})
public sealed interface Effect {

  /** The customer's flags, as they are now: the value on {@code customers.state}. */
  record CustomerChanged(String value) implements Effect {}

  record TicketChanged(TicketEvent event) implements Effect {}

  /**
   * Messages go along with their ticket, in the order in which they came in.
   *
   * @param tickets numbers of the tickets whose messages go
   * @param ticketId the ticket that they belong to now
   * @param through the last offset that goes along, by source: later messages were routed to the
   *     new queue themselves
   */
  record MessagesRestored(
      long customerNo,
      List<Long> tickets,
      String ticketId,
      Queue queue,
      @Nullable String agent,
      Map<Integer, Long> through)
      implements Effect {}

  /** The records in the table {@code erasure} get their tombstones. */
  record MessagesErased() implements Effect {}
}
