package io.gatehouse.reading;

import io.gatehouse.history.Fingerprints;
import io.gatehouse.settings.Settings;
import io.gatehouse.tickets.TicketId;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Says why a message is where it is. */
@Component
public class Explanations {

  /** As {@code SourcePartition.eventId} makes it: topic id, partition, offset. */
  private static final Pattern EVENT_ID =
      Pattern.compile("([A-Za-z0-9_-]{1,64}):([0-9]{1,9}):([0-9]{1,18})");

  private static final int SINCE = 50;

  private static final String RECORD =
      """
      select s.topic_id, s.partition_no, m.record_offset
      from message m join customer c on c.customer_no = m.customer_no join source_partition s on s.id = m.source_id
      where c.customer_id = ? and m.fingerprint = ?
      """;
  private static final String SOURCE =
      "select id, decided_offset from source_partition where topic_id = ? and partition_no = ?";
  // ">> 10": message_place, which finds the record, has thousands of offsets
  private static final String DECISION =
      """
      select m.customer_no, c.customer_id, m.reason::text as reason, m.queue::text as queue, m.agent, m.ticket_no,
             m.new_ticket, m.decided_at, t.channel
      from message m join customer c on c.customer_no = m.customer_no
      left join ticket t on t.ticket_no = m.ticket_no
      where m.record_offset >> 10 = cast(? as bigint) >> 10 and m.record_offset = ? and m.source_id = ?
      """;
  private static final String UNPUBLISHED =
      "select kind from unpublished_decision where source_id = ? and record_offset = ?";

  private static final String CHANGES =
      """
      select audit_no, at, actor_id, command, action, command_id, customer_id, setting, reason, detail::text as detail
      from audit_entry where
      """;
  private static final String LAST = " and at <= :at order by at desc, audit_no desc limit 1";
  private static final String BY_COMMANDS =
      CHANGES + "customer_id = :customer and command = any (cast(:commands as text[]))" + LAST;
  private static final String ASSIGNMENT =
      CHANGES
          + "customer_id = :customer and command = 'ticket' and action in ('assign', 'callback')"
          + " and detail ->> 'ticketId' = :ticket"
          + LAST;
  private static final String BY_SWITCH =
      CHANGES + "setting = any (cast(:settings as text[]))" + LAST;
  private static final String AFTERWARDS =
      CHANGES + "customer_id = :customer and at > :at order by at, audit_no limit :limit";

  private final ReadOnly readOnly;
  private final JdbcClient jdbc;
  private final Conversations conversations;
  private final Fingerprints fingerprints;

  Explanations(
      ReadOnly readOnly, JdbcClient jdbc, Conversations conversations, Fingerprints fingerprints) {
    this.readOnly = readOnly;
    this.jdbc = jdbc;
    this.conversations = conversations;
    this.fingerprints = fingerprints;
  }

  private record Source(int id, long decided) {}

  private record Stored(
      String customerId,
      String reason,
      @Nullable String queue,
      @Nullable String agent,
      @Nullable Long ticketNo,
      boolean newTicket,
      Instant at,
      @Nullable String channel) {}

  /**
   * Explains the message that a connector sent with this id; sent again, it is still the first one.
   *
   * @return empty if it was not accepted, is forgotten, or the reader may not know of it
   */
  public Optional<Explanation> of(
      String customerId, String channel, String messageId, Audience audience) {
    long fingerprint =
        fingerprints.of(customerId.getBytes(StandardCharsets.UTF_8), channel, messageId);
    return readOnly.read(
        () ->
            jdbc.sql(RECORD)
                .params(customerId, fingerprint)
                .query(
                    (row, n) ->
                        "%s:%d:%d".formatted(row.getString(1), row.getInt(2), row.getLong(3)))
                .optional()
                .flatMap(eventId -> of(eventId, audience)));
  }

  /**
   * Explains.
   *
   * @return empty if no record has this id, or the reader may not know of it
   */
  public Optional<Explanation> of(String eventId, Audience audience) {
    Matcher id = EVENT_ID.matcher(eventId);
    if (!id.matches()) {
      return Optional.empty();
    }
    long offset = Long.parseLong(id.group(3));
    return readOnly.read(
        () ->
            jdbc.sql(SOURCE)
                .params(id.group(1), Integer.parseInt(id.group(2)))
                .query((row, n) -> new Source(row.getInt(1), row.getLong(2)))
                .optional()
                .flatMap(source -> explain(eventId, source, offset, audience)));
  }

  private Optional<Explanation> explain(
      String eventId, Source source, long offset, Audience audience) {
    Optional<Stored> stored =
        jdbc.sql(DECISION).params(offset, offset, source.id).query(Explanations::stored).optional();
    if (stored.isEmpty()) {
      return Optional.of(withoutRow(eventId, source, offset));
    }
    return explain(eventId, stored.get(), audience);
  }

  private Explanation withoutRow(String eventId, Source source, long offset) {
    Explanation.Outcome outcome =
        offset > source.decided
            ? Explanation.Outcome.NOT_YET_DECIDED
            : jdbc.sql(UNPUBLISHED)
                .params(source.id, offset)
                .query(String.class)
                .optional()
                .map(Explanations::outcome)
                .orElse(Explanation.Outcome.NOT_KEPT);
    return new Explanation(
        eventId, outcome, null, null, null, List.of(), Answers.withoutDecision(outcome));
  }

  private static Explanation.Outcome outcome(String kind) {
    return switch (kind) {
      case "duplicate" -> Explanation.Outcome.DUPLICATE;
      case "dead-letter" -> Explanation.Outcome.DEAD_LETTER;
      case "erased" -> Explanation.Outcome.ERASED;
      default -> throw new IllegalStateException("a message without its row: " + kind);
    };
  }

  private Optional<Explanation> explain(String eventId, Stored stored, Audience audience) {
    Conversation now =
        stored.ticketNo == null
            ? null
            : conversations
                .root(TicketId.of(stored.ticketNo))
                .flatMap(root -> conversations.one(root, audience))
                .orElse(null);
    if (now == null && !audience.seesBlocked()) {
      return Optional.empty();
    }
    var decision =
        new Explanation.Decision(
            stored.customerId,
            Answers.rule(stored.reason),
            stored.reason,
            stored.queue,
            stored.agent,
            stored.ticketNo == null ? null : TicketId.of(stored.ticketNo),
            stored.newTicket,
            stored.at);
    AuditLog.Change because = because(stored).orElse(null);
    List<AuditLog.Change> since = since(stored);
    return Optional.of(
        new Explanation(
            eventId,
            stored.queue == null ? Explanation.Outcome.SUPPRESSED : Explanation.Outcome.ROUTED,
            decision,
            because,
            now,
            since,
            Answers.of(decision, because, now)));
  }

  /** The last command before it that could have led to this decision. */
  private Optional<AuditLog.Change> because(Stored stored) {
    return switch (stored.reason) {
      case "blocked" -> change(BY_COMMANDS, stored, "commands", new String[] {"block"});
      case "blacklisted" -> change(BY_COMMANDS, stored, "commands", new String[] {"blacklist"});
      case "assigned" ->
          stored.ticketNo == null
              ? Optional.empty()
              : change(ASSIGNMENT, stored, "ticket", TicketId.of(stored.ticketNo));
      case "bot-inactive", "bot-active", "no-bot" ->
          change(
              BY_SWITCH,
              stored,
              "settings",
              new String[] {Settings.BOT, Settings.BOT_CHANNEL_PREFIX + stored.channel});
      default -> Optional.empty();
    };
  }

  private Optional<AuditLog.Change> change(
      String sql, Stored stored, String parameter, Object value) {
    return jdbc.sql(sql)
        .params(
            Map.of(
                "customer", stored.customerId, "at", Timestamp.from(stored.at), parameter, value))
        .query(AuditLog::change)
        .optional();
  }

  private List<AuditLog.Change> since(Stored stored) {
    return jdbc.sql(AFTERWARDS)
        .param("customer", stored.customerId)
        .param("at", Timestamp.from(stored.at))
        .param("limit", SINCE)
        .query(AuditLog::change)
        .list();
  }

  private static Stored stored(ResultSet row, int n) throws SQLException {
    return new Stored(
        row.getString("customer_id"),
        row.getString("reason"),
        row.getString("queue"),
        row.getString("agent"),
        row.getObject("ticket_no", Long.class),
        row.getBoolean("new_ticket"),
        Times.required(row, "decided_at"),
        row.getString("channel"));
  }
}
