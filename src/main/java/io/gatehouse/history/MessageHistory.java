package io.gatehouse.history;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * The table {@code message}. Tickets are given as the numbers of the ticket itself and of those
 * merged into it.
 */
@Component
public class MessageHistory {

  private static final int PAGE_MESSAGES = 20_000;
  private static final long PAGE_BYTES = 8 * 1024 * 1024;

  private static final String COPY =
      """
      copy message (customer_no, fingerprint, record_offset, ticket_no, appended_at, decided_at, source_id, queue,
                    reason, new_ticket, agent, headers, value)
      from stdin (format binary)
      """;

  /** Neighbours in the index are written one after the other. */
  private static final Comparator<MessageRow> IN_ORDER_OF_THE_INDEX =
      (a, b) ->
          a.customerNo() == b.customerNo()
              ? Long.compare(a.fingerprint(), b.fingerprint())
              : Long.compare(a.customerNo(), b.customerNo());

  private static final String DECISIONS =
      """
      select m.source_id, m.record_offset, m.customer_no, m.fingerprint, m.ticket_no, m.queue::text, m.reason::text,
             m.new_ticket, m.agent, m.decided_at
      from unnest(?::text[], ?::bigint[]) as n(customer_id, fingerprint)
      join customer c on c.customer_id = n.customer_id
      join message m on m.customer_no = c.customer_no and m.fingerprint = n.fingerprint
      where m.source_id = ? and m.record_offset between ? and ?
      """;

  // A ticket holds its own messages and those of the tickets merged into it. With "offset 0", each
  // customer's messages are
  // looked up; as a plain join, a planner that has no statistics yet reads the whole history
  // instead.
  private static final String CONTENTS =
      """
      select root.no, m.source_id, count(*), max(m.appended_at), max(m.record_offset)
      from (select ticket_no as no, customer_no from ticket where ticket_no = any (?)) as root
      cross join lateral (
        select source_id, appended_at, record_offset from message
        where customer_no = root.customer_no
          and ticket_no = any (array(select root.no union all select ticket_no from ticket where merged_into = root.no))
        offset 0) as m
      group by root.no, m.source_id
      """;

  // at least one, however large
  private static final String PAGE =
      """
      select source_id, record_offset, headers, value
      from (select source_id, record_offset, headers, value,
              sum(octet_length(value)) over (order by record_offset rows unbounded preceding) - octet_length(value)
                as bytes_before
            from message
            where customer_no = ? and ticket_no = any (?) and source_id = ? and record_offset > ? and record_offset <= ?)
      where bytes_before < ?
      order by record_offset limit ?
      """;

  private static final String DELETE =
      """
      with deleted as (
        delete from message where customer_no = ? and ticket_no = any (?)
        returning customer_no, fingerprint, decided_at, source_id, record_offset, ticket_no, queue
      ), to_erase as (
        insert into erasure (command_source_id, command_offset, source_id, record_offset, ticket_no)
        select ?, ?, source_id, record_offset, ticket_no from deleted where queue = 'blocked'
      ), not_yet_published as (
        insert into unpublished_decision (source_id, record_offset, kind)
        select d.source_id, d.record_offset, 'erased'
        from deleted d join source_partition s on s.id = d.source_id
        where d.record_offset > s.published_offset
        on conflict (source_id, record_offset) do update set kind = 'erased', detail = null
      ), remembered as (
        insert into erased_message (customer_no, fingerprint, accepted_at)
        select customer_no, fingerprint, max(decided_at) from deleted where fingerprint is not null
        group by customer_no, fingerprint
        on conflict (customer_no, fingerprint) do update set accepted_at = excluded.accepted_at
      ), marked as (
        update customer set erased = true where customer_no = any (array(select distinct customer_no from deleted))
      )
      select count(*) from deleted
      """;

  private final JdbcTemplate jdbc;

  MessageHistory(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Adds messages, in the caller's transaction.
   *
   * @throws DuplicateKeyException if one of them was accepted before, in this period
   */
  public void append(List<MessageRow> rows) {
    BinaryCopy.run(
        jdbc, COPY, rows.stream().sorted(IN_ORDER_OF_THE_INDEX).toList(), MessageHistory::write);
  }

  private static void write(MessageRow row, BinaryCopy copy) throws SQLException {
    copy.row(13);
    copy.int8(row.customerNo());
    copy.int8(row.fingerprint());
    copy.int8(row.offset());
    copy.nullableInt8(row.ticketNo());
    copy.instant(row.appendedAt());
    copy.instant(row.decidedAt());
    copy.int4(row.sourceId());
    copy.label(row.queue());
    copy.label(row.reason());
    copy.bool(row.newTicket());
    copy.text(row.agent());
    copy.bytes(row.headers());
    copy.bytes(row.value());
  }

  /** A message as it comes again in a replay. */
  public record Known(String customerId, long fingerprint) {}

  /**
   * The decisions stored for a range of offsets, without headers and value: a replay has those at
   * hand.
   */
  public Map<Long, MessageRow> decisions(
      Collection<Known> messages, int sourceId, long from, long to) {
    Map<Long, MessageRow> rows = new HashMap<>();
    jdbc.query(
        DECISIONS,
        row -> {
          rows.put(row.getLong("record_offset"), decision(row));
        },
        messages.stream().map(Known::customerId).toArray(String[]::new),
        messages.stream().map(Known::fingerprint).toArray(Long[]::new),
        sourceId,
        from,
        to);
    return rows;
  }

  private static MessageRow decision(ResultSet row) throws SQLException {
    Instant decidedAt = row.getTimestamp("decided_at").toInstant();
    return new MessageRow(
        row.getInt("source_id"),
        row.getLong("record_offset"),
        row.getLong("customer_no"),
        row.getLong("fingerprint"),
        row.getObject("ticket_no", Long.class),
        row.getString("queue"),
        row.getString("reason"),
        row.getBoolean("new_ticket"),
        row.getString("agent"),
        decidedAt,
        decidedAt,
        null,
        new byte[0]);
  }

  /** What tickets hold now; one that holds nothing is not in it. */
  public Map<Long, TicketContent> contents(List<Long> tickets) {
    Map<Long, TicketContent> contents = new HashMap<>();
    if (!tickets.isEmpty()) {
      jdbc.query(
          CONTENTS,
          row -> {
            var part =
                new TicketContent(
                    row.getLong(3),
                    toInstant(row.getTimestamp(4)),
                    Map.of(row.getInt(2), row.getLong(5)));
            contents.merge(row.getLong(1), part, TicketContent::and);
          },
          (Object) tickets.toArray(Long[]::new));
    }
    return contents;
  }

  /**
   * The next messages of a customer's tickets from one source, in the order in which they came in:
   * after one offset, through another. Each page reads all that the customer has, so it is large.
   */
  public List<StoredMessage> page(
      long customerNo, List<Long> tickets, int sourceId, long after, long through) {
    return jdbc.query(
        PAGE,
        (row, n) ->
            new StoredMessage(row.getInt(1), row.getLong(2), row.getBytes(3), row.getBytes(4)),
        customerNo,
        tickets.toArray(Long[]::new),
        sourceId,
        after,
        through,
        PAGE_BYTES,
        PAGE_MESSAGES);
  }

  /**
   * Deletes the messages of a customer's tickets, and notes which records on {@code
   * tickets.blocked} the command has to erase, and which messages are decided but perhaps not
   * published yet: if they are published by a replay, then as erased.
   *
   * @return how many were deleted
   */
  public long delete(long customerNo, List<Long> tickets, int commandSourceId, long commandOffset) {
    Long deleted =
        jdbc.queryForObject(
            DELETE,
            Long.class,
            customerNo,
            tickets.toArray(Long[]::new),
            commandSourceId,
            commandOffset);
    return deleted == null ? 0 : deleted;
  }

  private static Instant toInstant(Timestamp timestamp) {
    return timestamp.toInstant();
  }
}
