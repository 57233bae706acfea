package io.gatehouse.reading;

import io.gatehouse.tickets.TicketId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * A customer's conversations, the newest first. One that was merged is not one of them: it is part
 * of the one it joined. Those of blocked tickets are for supervisors.
 */
@Component
public class Conversations {

  private static final String COLUMNS =
      """
      select t.ticket_no, c.customer_id, t.channel, t.queue::text as queue, t.agent, t.opened_at, t.closed_at,
             o.last_message_at, t.rating_score, t.rating_comment, t.rated_at,
             w.ticket_no is not null as web, w.ip, w.region, w.user_agent, w.source
      from ticket t join customer c on c.customer_no = t.customer_no
      left join open_ticket o on o.ticket_no = t.ticket_no left join ticket_web w on w.ticket_no = t.ticket_no
      """;
  private static final String VISIBLE =
      " and t.merged_into is null and (:blockedToo or t.queue <> 'blocked')";
  private static final String OF_CUSTOMER =
      COLUMNS
          + "where t.customer_no = (select customer_no from customer where customer_id = :customer)"
          + VISIBLE;
  private static final String BEFORE =
      OF_CUSTOMER + " and t.ticket_no < :ticket order by t.ticket_no desc limit :limit";
  private static final String AFTER =
      OF_CUSTOMER + " and t.ticket_no > :ticket order by t.ticket_no limit 1";
  private static final String OPEN = OF_CUSTOMER + " and t.closed_at is null order by t.ticket_no";
  private static final String ONE = COLUMNS + "where t.ticket_no = :ticket" + VISIBLE;
  private static final String JOINED =
      "select coalesce(merged_into, ticket_no) from ticket where ticket_no = ?";
  private static final String KNOWN = "select exists (select from customer where customer_id = ?)";

  private final ReadOnly readOnly;
  private final JdbcClient jdbc;
  private final UserAgents userAgents;

  Conversations(ReadOnly readOnly, JdbcClient jdbc, UserAgents userAgents) {
    this.readOnly = readOnly;
    this.jdbc = jdbc;
    this.userAgents = userAgents;
  }

  /**
   * A conversation among its neighbours.
   *
   * @param previous the customer's one before it, null if there is none
   * @param next the one after it
   */
  public record AmongOthers(
      Conversation conversation, @Nullable String previous, @Nullable String next) {}

  private record Request(String customerId, Audience audience) {}

  /**
   * A page.
   *
   * @return empty if there is no such customer
   * @throws BadCursorException if the cursor is of another list
   */
  public Optional<Page<Conversation>> of(
      String customerId, Audience audience, @Nullable String cursor, int limit) {
    var request = new Request(customerId, audience);
    Long before = Cursor.read(cursor, request, place -> place.number(0));
    return readOnly.read(
        () -> {
          if (!jdbc.sql(KNOWN).param(customerId).query(Boolean.class).single()) {
            return Optional.empty();
          }
          List<Conversation> found =
              select(
                  BEFORE,
                  customerId,
                  audience,
                  before == null ? Long.MAX_VALUE : before,
                  limit + 1);
          List<Conversation> shown = found.subList(0, Math.min(limit, found.size()));
          return Optional.of(
              new Page<>(
                  shown,
                  found.size() > limit
                      ? Cursor.of(request, number(shown.getLast().ticketId()))
                      : null));
        });
  }

  /** One; the one that it joined, if it was merged. Empty also if the reader may not see it. */
  public Optional<AmongOthers> find(String ticketId, Audience audience) {
    return readOnly.read(
        () ->
            root(ticketId)
                .flatMap(root -> one(root, audience))
                .map(
                    found ->
                        new AmongOthers(
                            found,
                            neighbour(BEFORE, found, audience),
                            neighbour(AFTER, found, audience))));
  }

  /** In the caller's transaction. */
  List<Conversation> open(String customerId, Audience audience) {
    return select(OPEN, customerId, audience, 0, 0);
  }

  /** In the caller's transaction. */
  Optional<Conversation> one(long ticketNo, Audience audience) {
    return jdbc.sql(ONE)
        .param("ticket", ticketNo)
        .param("blockedToo", audience.seesBlocked())
        .query(this::conversation)
        .optional();
  }

  /** The ticket itself, or the one that it joined. */
  Optional<Long> root(String ticketId) {
    var number = TicketId.number(ticketId);
    return number.isEmpty()
        ? Optional.empty()
        : jdbc.sql(JOINED).param(number.getAsLong()).query(Long.class).optional();
  }

  private @Nullable String neighbour(String which, Conversation of, Audience audience) {
    return select(which, of.customerId(), audience, number(of.ticketId()), 1).stream()
        .map(Conversation::ticketId)
        .findFirst()
        .orElse(null);
  }

  private List<Conversation> select(
      String which, String customerId, Audience audience, long ticketNo, int limit) {
    return jdbc.sql(which)
        .param("customer", customerId)
        .param("blockedToo", audience.seesBlocked())
        .param("ticket", ticketNo)
        .param("limit", limit)
        .query(this::conversation)
        .list();
  }

  private static long number(String ticketId) {
    return TicketId.number(ticketId).orElseThrow();
  }

  private Conversation conversation(ResultSet row, int n) throws SQLException {
    return new Conversation(
        TicketId.of(row.getLong("ticket_no")),
        row.getString("customer_id"),
        row.getString("channel"),
        row.getString("queue"),
        row.getString("agent"),
        Times.required(row, "opened_at"),
        Times.optional(row, "closed_at"),
        Times.optional(row, "last_message_at"),
        row.getObject("rating_score") == null
            ? null
            : new Conversation.Rating(
                row.getInt("rating_score"),
                row.getString("rating_comment"),
                Times.optional(row, "rated_at")),
        row.getBoolean("web") ? web(row) : null);
  }

  private Conversation.WebOrigin web(ResultSet row) throws SQLException {
    String userAgent = row.getString("user_agent");
    UserAgents.Software software = userAgents.softwareOf(userAgent);
    return new Conversation.WebOrigin(
        row.getString("ip"),
        row.getString("region"),
        software.browser(),
        software.system(),
        userAgent,
        row.getString("source"));
  }
}
