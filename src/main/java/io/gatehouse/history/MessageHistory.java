package io.gatehouse.history;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * The table {@code message}. Tickets are given as the numbers of the ticket itself and of those
 * merged into it.
 */
@Component
public class MessageHistory {

  private static final String COPY =
      """
      copy message (source_id, record_offset, customer_no, ticket_no, queue, reason, new_ticket, agent,
                    appended_at, decided_at, headers, value)
      from stdin (format binary)
      """;

  private static final String DECISIONS =
      """
      select source_id, record_offset, customer_no, ticket_no, queue::text, reason::text, new_ticket, agent, decided_at
      from message where source_id = ? and record_offset between ? and ?
      """;

  // a ticket holds its own messages and those of the tickets merged into it
  private static final String CONTENTS =
      """
      select root.no, m.source_id, count(*), max(m.appended_at), max(m.record_offset)
      from unnest(?::bigint[]) as root(no)
      cross join lateral (
        select root.no union all select ticket_no from ticket where merged_into = root.no) as part(no)
      join message m on m.ticket_no = part.no
      group by root.no, m.source_id
      """;

  private static final String PAGE =
      """
      select source_id, record_offset, headers, value from message
      where ticket_no = any (?) and source_id = ? and record_offset > ? and record_offset <= ?
      order by record_offset limit ?
      """;

  private static final String DELETE =
      """
      with deleted as (
        delete from message where ticket_no = any (?) returning source_id, record_offset, ticket_no, queue
      ), to_erase as (
        insert into erasure (command_source_id, command_offset, source_id, record_offset, ticket_no)
        select ?, ?, source_id, record_offset, ticket_no from deleted where queue = 'blocked'
      ), not_yet_published as (
        insert into unpublished_decision (source_id, record_offset, kind)
        select d.source_id, d.record_offset, 'erased'
        from deleted d join source_partition s on s.id = d.source_id
        where d.record_offset > s.published_offset
        on conflict (source_id, record_offset) do update set kind = 'erased', detail = null
      )
      select count(*) from deleted
      """;

  private final JdbcTemplate jdbc;

  MessageHistory(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  public void append(List<MessageRow> rows) {
    BinaryCopy.run(jdbc, COPY, rows, MessageHistory::write);
  }

  private static void write(MessageRow row, BinaryCopy copy) throws SQLException {
    copy.row(12);
    copy.int4(row.sourceId());
    copy.int8(row.offset());
    copy.int8(row.customerNo());
    copy.nullableInt8(row.ticketNo());
    copy.text(row.queue());
    copy.text(row.reason());
    copy.bool(row.newTicket());
    copy.text(row.agent());
    copy.instant(row.appendedAt());
    copy.instant(row.decidedAt());
    copy.bytes(row.headers());
    copy.bytes(row.value());
  }

  /**
   * The decisions stored for a range of offsets, without headers and value: a replay has those at
   * hand.
   */
  public Map<Long, MessageRow> decisions(int sourceId, long from, long to) {
    Map<Long, MessageRow> rows = new HashMap<>();
    jdbc.query(
        DECISIONS,
        row -> {
          rows.put(row.getLong("record_offset"), decision(row));
        },
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
   * The next messages of tickets from one source, in the order in which they came in: after one
   * offset, through another.
   */
  public List<StoredMessage> page(
      List<Long> tickets, int sourceId, long after, long through, int size) {
    return jdbc.query(
        PAGE,
        (row, n) ->
            new StoredMessage(row.getInt(1), row.getLong(2), row.getBytes(3), row.getBytes(4)),
        tickets.toArray(Long[]::new),
        sourceId,
        after,
        through,
        size);
  }

  /**
   * Deletes the messages of tickets, and notes which records on {@code tickets.blocked} the command
   * has to erase, and which messages are decided but perhaps not published yet: if they are
   * published by a replay, then as erased.
   *
   * @return how many were deleted
   */
  public long delete(List<Long> tickets, int commandSourceId, long commandOffset) {
    Long deleted =
        jdbc.queryForObject(
            DELETE, Long.class, tickets.toArray(Long[]::new), commandSourceId, commandOffset);
    return deleted == null ? 0 : deleted;
  }

  private static Instant toInstant(Timestamp timestamp) {
    return timestamp.toInstant();
  }
}
