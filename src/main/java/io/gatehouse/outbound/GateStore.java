package io.gatehouse.outbound;

import io.gatehouse.message.Reply;
import io.gatehouse.sql.RoundTrip;
import io.gatehouse.tickets.Queue;
import io.gatehouse.tickets.TicketId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What the database knows of the conversations that replies name. */
@Component
class GateStore {

  /**
   * Of a reply to a customer who is known.
   *
   * @param ticketNo of the conversation, null if it is not there
   */
  record Known(
      long customerNo,
      boolean blacklisted,
      boolean deleted,
      @Nullable Long ticketNo,
      @Nullable String channel,
      @Nullable Queue queue,
      boolean closed,
      boolean acceptedBefore) {}

  // With "offset 0" each is looked up by itself, in an index, whatever the planner knows of the
  // tables. A conversation is a ticket and those merged into it; a merged one leads to it.
  private static final String KNOWN =
      """
      select n.i, c.customer_no, c.blacklisted,
             exists (select from deleted_ticket where ticket_no = n.ticket_no and customer_no = c.customer_no),
             t.ticket_no, t.channel, t.queue, t.closed,
             exists (select from outbound_message
                     where message_id = n.message_id
                       and ticket_no = any (array(select t.ticket_no
                                                  union all select ticket_no from ticket where merged_into = t.ticket_no)))
      from unnest(?::text[], ?::bigint[], ?::text[]) with ordinality as n(customer_id, ticket_no, message_id, i)
      cross join lateral (
        select customer_no, blacklisted_at is not null as blacklisted from customer where customer_id = n.customer_id
        offset 0) as c
      left join lateral (
        select own.ticket_no, own.channel, own.queue::text as queue, own.closed_at is not null as closed
        from ticket named join ticket own on own.ticket_no = coalesce(named.merged_into, named.ticket_no)
        where named.ticket_no = n.ticket_no and named.customer_no = c.customer_no
        offset 0) as t on true
      """;

  /**
   * Reads them, after the locks.
   *
   * @return filled when the round trip is run; without the replies to customers not known
   */
  Map<Reply, Known> read(List<Reply> replies, RoundTrip with) {
    Map<Reply, Known> known = new HashMap<>();
    with.query(
        KNOWN,
        row -> {
          @Nullable String queue = row.getString(7);
          known.put(
              replies.get(row.getInt(1) - 1),
              new Known(
                  row.getLong(2),
                  row.getBoolean(3),
                  row.getBoolean(4),
                  row.getObject(5, Long.class),
                  row.getString(6),
                  queue == null ? null : Queue.of(queue),
                  row.getBoolean(8),
                  row.getBoolean(9)));
        },
        replies.stream().map(Reply::customerId).toArray(String[]::new),
        replies.stream().map(GateStore::ticketNo).toArray(Long[]::new),
        replies.stream().map(Reply::messageId).toArray(String[]::new));
    return known;
  }

  /** Null if it is the id of no ticket. */
  private static @Nullable Long ticketNo(Reply reply) {
    OptionalLong number = TicketId.number(reply.ticketId());
    return number.isPresent() ? number.getAsLong() : null;
  }
}
