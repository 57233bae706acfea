package io.gatehouse.reading;

import io.gatehouse.progress.SourcePartition;
import io.gatehouse.tickets.TicketId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * What was said in a conversation, or in all of a customer's, by the customer and by agents and
 * BOTs, the newest first ("more history" goes back).
 *
 * <p>The history has no index by time for each customer, because one would cost more than the
 * message. So it is read in stretches of time that grow from an hour until the page is full: the
 * customer's index and the note where a time is ({@code message_place}) together find a stretch, of
 * a customer with a hundred messages in a year as of one with a hundred thousand in a day.
 */
@Component
public class Messages {

  private static final Duration FIRST_STRETCH = Duration.ofHours(1);
  private static final int GROWS = 8;

  /** Workers' clocks may differ by this much from those that opened or closed a ticket. */
  private static final Duration CLOCKS_DIFFER = Duration.ofHours(1);

  private static final String OF_CONVERSATION =
      """
      select root.customer_no, min(t.opened_at) as began,
             case when bool_and(t.closed_at is not null) then max(t.closed_at) end as ended
      from ticket root join ticket t on t.ticket_no = root.ticket_no or t.merged_into = root.ticket_no
      where root.ticket_no = ? group by root.customer_no
      """;
  private static final String OF_CUSTOMER =
      "select customer_no, created_at as began, null as ended from customer where customer_id = ?";

  private static final String STRETCH =
      """
      select s.topic_id, s.topic_name, s.partition_no, m.source_id, m.record_offset, m.queue, m.reason, m.decided_at, m.value,
             m.said_by, m.actor_id, coalesce(t.merged_into, t.ticket_no) as ticket_no
      from (
        (select source_id, record_offset, queue::text, reason::text, decided_at, value, ticket_no, 'customer' as said_by,
                null as actor_id
         from message where customer_no = :customer and {stretch} order by {order} limit :limit)
        union all
        (select source_id, record_offset, null, decision::text, decided_at, value, ticket_no, said_by::text, actor_id
         from outbound_message
         where ticket_no = any (array(select ticket_no from ticket where customer_no = :customer)) and {stretch}
         order by {order} limit :limit)
        order by {order} limit :limit) as m
      join source_partition s on s.id = m.source_id left join ticket t on t.ticket_no = m.ticket_no
      order by m.decided_at desc, m.source_id desc, m.record_offset desc
      """
          .replace(
              "{stretch}",
              """
              decided_at >= :from and decided_at < :to
              and (decided_at, source_id, record_offset) < (:beforeTime, :beforeSource, :beforeOffset) and {which}""")
          .replace("{order}", "decided_at desc, source_id desc, record_offset desc");
  private static final String IN_CONVERSATION =
      "ticket_no = any (array(select ticket_no from ticket where ticket_no = :ticket or merged_into"
          + " = :ticket))";
  private static final String VISIBLE_TO_AGENTS =
      """
      ticket_no = any (array(
        select t.ticket_no from ticket t left join ticket root on root.ticket_no = t.merged_into
        where t.customer_no = :customer and coalesce(root.queue, t.queue) <> 'blocked'))
      """;

  private final ReadOnly readOnly;
  private final JdbcClient jdbc;
  private final Conversations conversations;
  private final Clock clock;

  Messages(ReadOnly readOnly, JdbcClient jdbc, Conversations conversations, Clock clock) {
    this.readOnly = readOnly;
    this.jdbc = jdbc;
    this.conversations = conversations;
    this.clock = clock;
  }

  private record Whose(long customerNo, Instant began, @Nullable Instant ended) {}

  private record Place(Instant at, int sourceId, long offset) {}

  private record Row(Place place, Message message) {}

  /**
   * Of one conversation, and of those merged into it.
   *
   * @return empty if there is none that the reader may see
   * @throws BadCursorException if the cursor is of another list
   */
  public Optional<Page<Message>> ofConversation(
      String ticketId, Audience audience, @Nullable String cursor, int limit) {
    return readOnly.read(
        () -> {
          Optional<Long> root =
              conversations
                  .root(ticketId)
                  .filter(ticket -> conversations.one(ticket, audience).isPresent());
          return root.flatMap(
              ticket ->
                  whose(OF_CONVERSATION, ticket)
                      .map(
                          whose ->
                              page(
                                  whose,
                                  IN_CONVERSATION,
                                  Map.of("ticket", ticket),
                                  "conversation " + ticket,
                                  cursor,
                                  limit)));
        });
  }

  /**
   * Of all conversations, one after the other; for supervisors also those without one.
   *
   * @return empty if there is no such customer
   * @throws BadCursorException if the cursor is of another list
   */
  public Optional<Page<Message>> ofCustomer(
      String customerId, Audience audience, @Nullable String cursor, int limit) {
    return readOnly.read(
        () ->
            whose(OF_CUSTOMER, customerId)
                .map(
                    whose ->
                        page(
                            whose,
                            audience.seesBlocked() ? "true" : VISIBLE_TO_AGENTS,
                            Map.of(),
                            audience + " customer " + whose.customerNo,
                            cursor,
                            limit)));
  }

  private Optional<Whose> whose(String sql, Object id) {
    return jdbc.sql(sql)
        .param(id)
        .query(
            (row, n) ->
                new Whose(
                    row.getLong("customer_no"),
                    Times.required(row, "began"),
                    Times.optional(row, "ended")))
        .optional();
  }

  private Page<Message> page(
      Whose whose,
      String which,
      Map<String, ?> parameters,
      String list,
      @Nullable String cursor,
      int limit) {
    Place before = Cursor.read(cursor, list, Messages::place);
    Instant began = whose.began.minus(CLOCKS_DIFFER);
    Instant ended = whose.ended == null ? clock.instant() : whose.ended;
    Instant to = ended.plus(CLOCKS_DIFFER);
    if (before != null && before.at.isBefore(to)) {
      to = before.at.plusNanos(1_000);
    }
    List<Row> found = new ArrayList<>();
    Duration stretch = FIRST_STRETCH.plus(CLOCKS_DIFFER);
    while (found.size() <= limit && to.isAfter(began)) {
      Instant from = to.minus(stretch);
      Map<String, Object> values = new HashMap<>(parameters);
      values.put("customer", whose.customerNo);
      values.put("from", Timestamp.from(from.isBefore(began) ? began : from));
      values.put("to", Timestamp.from(to));
      Place place = before == null ? new Place(to, Integer.MAX_VALUE, Long.MAX_VALUE) : before;
      values.put("beforeTime", Timestamp.from(place.at));
      values.put("beforeSource", place.sourceId);
      values.put("beforeOffset", place.offset);
      values.put("limit", limit + 1 - found.size());
      found.addAll(
          jdbc.sql(STRETCH.replace("{which}", which)).params(values).query(this::row).list());
      to = from;
      stretch = stretch.multipliedBy(GROWS);
    }
    List<Row> shown = found.subList(0, Math.min(limit, found.size()));
    Place last = found.size() > limit ? shown.getLast().place : null;
    return new Page<>(
        shown.stream().map(Row::message).toList(),
        last == null ? null : Cursor.of(list, last.at, last.sourceId, last.offset));
  }

  private static Place place(Cursor cursor) {
    return new Place(cursor.time(0), Math.toIntExact(cursor.number(1)), cursor.number(2));
  }

  private Row row(ResultSet row, int n) throws SQLException {
    int source = row.getInt("source_id");
    long offset = row.getLong("record_offset");
    Instant at = Times.required(row, "decided_at");
    Long ticket = row.getObject("ticket_no", Long.class);
    return new Row(
        new Place(at, source, offset),
        new Message(
            new SourcePartition(
                    source,
                    row.getString("topic_id"),
                    row.getString("topic_name"),
                    row.getInt("partition_no"))
                .eventId(offset),
            ticket == null ? null : TicketId.of(ticket),
            row.getString("queue"),
            row.getString("reason"),
            row.getString("said_by"),
            row.getString("actor_id"),
            at,
            JsonMapper.shared().readTree(row.getBytes("value"))));
  }
}
