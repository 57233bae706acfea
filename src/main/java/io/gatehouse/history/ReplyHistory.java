package io.gatehouse.history;

import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** The table {@code outbound_message}: what agents and BOTs said. */
@Component
public class ReplyHistory {

  private static final String COPY =
      """
      copy outbound_message (source_id, record_offset, customer_no, ticket_no, message_id, said_by, actor_id, decision,
                             appended_at, decided_at, headers, value)
      from stdin (format binary)
      """;

  // A row that cannot be read is missing, and that is noticed: rows go only together with their
  // ticket.
  private static final String DECISIONS =
      """
      select r.record_offset, r.ticket_no, t.channel, r.decision::text, r.decided_at
      from outbound_message r join ticket t on t.ticket_no = r.ticket_no
      where r.source_id = ? and r.record_offset between ? and ?
      """;

  private static final String DELETE =
      """
      with deleted as (
        delete from outbound_message where ticket_no = any (?) returning source_id, record_offset
      ), not_yet_published as (
        insert into unpublished_decision (source_id, record_offset, kind)
        select d.source_id, d.record_offset, 'erased'
        from deleted d join source_partition s on s.id = d.source_id
        where d.record_offset > s.published_offset
      )
      select count(*) from deleted
      """;

  private final JdbcTemplate jdbc;

  ReplyHistory(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Adds replies, in the caller's transaction.
   *
   * @throws DuplicateKeyException if one of them was accepted before
   */
  public void append(List<ReplyRow> rows) {
    BinaryCopy.run(jdbc, COPY, rows, ReplyHistory::write);
  }

  private static void write(ReplyRow row, BinaryCopy copy) throws SQLException {
    copy.row(12);
    copy.int4(row.sourceId());
    copy.int8(row.offset());
    copy.int8(row.customerNo());
    copy.int8(row.ticketNo());
    copy.text(row.messageId());
    copy.label(row.saidBy());
    copy.text(row.actorId());
    copy.label(row.decision());
    copy.instant(row.appendedAt());
    copy.instant(row.decidedAt());
    copy.bytes(row.headers());
    copy.bytes(row.value());
  }

  /** What was decided for a reply. */
  public record Known(long ticketNo, String channel, String decision, Instant decidedAt) {}

  /** The decisions stored for a range of offsets. */
  public Map<Long, Known> decisions(int sourceId, long from, long to) {
    Map<Long, Known> known = new HashMap<>();
    jdbc.query(
        DECISIONS,
        row -> {
          known.put(
              row.getLong(1),
              new Known(
                  row.getLong(2),
                  row.getString(3),
                  row.getString(4),
                  row.getTimestamp(5).toInstant()));
        },
        sourceId,
        from,
        to);
    return known;
  }

  /**
   * Deletes the replies in these tickets, and notes which are decided but perhaps not published
   * yet: if they are published by a replay, then as erased. Call it before the tickets go.
   *
   * @param tickets numbers of the tickets themselves and of those merged into them
   * @return how many were deleted
   */
  public long delete(List<Long> tickets) {
    Long deleted = jdbc.queryForObject(DELETE, Long.class, (Object) tickets.toArray(Long[]::new));
    return deleted == null ? 0 : deleted;
  }
}
