package io.gatehouse.reading;

import io.gatehouse.tickets.Queue;
import io.gatehouse.tickets.TicketId;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The open tickets of each queue, those with the newest message first. That is known to the minute
 * ({@code io.gatehouse.activity}).
 */
@Component
public class Queues {

  private static final int COUNTED = 1_000;

  private static final String COUNT =
      "select count(*) from (select from open_ticket where queue = cast(:queue as queue) limit"
          + " :counted)";
  private static final String ESTIMATE =
      "explain (format json) select from open_ticket where queue = cast(:queue as queue)";

  private static final String LIST =
      """
      select o.ticket_no, o.last_message_at, o.channel, o.agent, o.opened_at, c.customer_id, c.nickname, c.real_name,
             c.blocked_reason
      from (
        select * from open_ticket
        where queue = cast(:queue as queue) and {whose} and (last_message_at, ticket_no) < (:beforeTime, :beforeTicket)
        order by last_message_at desc, ticket_no desc limit :limit) as o
      join customer c on c.customer_no = o.customer_no
      order by o.last_message_at desc, o.ticket_no desc
      """;
  private static final String OF_AGENT = "agent = :agent";

  private static final Instant AFTER_ALL = Instant.parse("9999-01-01T00:00:00Z");

  private final ReadOnly readOnly;
  private final JdbcClient jdbc;

  Queues(ReadOnly readOnly, JdbcClient jdbc) {
    this.readOnly = readOnly;
    this.jdbc = jdbc;
  }

  /**
   * An open ticket.
   *
   * @param lastMessageAt to the minute
   * @param blockedBecause in the queue {@code blocked}, the reason of the block, if it has one
   */
  public record Waiting(
      String ticketId,
      String customerId,
      @Nullable String nickname,
      @Nullable String realName,
      String channel,
      @Nullable String agent,
      Instant openedAt,
      Instant lastMessageAt,
      @Nullable String blockedBecause) {}

  private record Request(Queue queue, @Nullable String agent) {}

  private record Place(Instant at, long ticketNo) {}

  private record Row(Place place, Waiting ticket) {}

  /** Up to 1,000 counted, above that estimated. */
  public Map<Queue, Total> counts(Audience audience) {
    return readOnly.read(
        () -> {
          Map<Queue, Total> counts = new EnumMap<>(Queue.class);
          for (Queue queue : Queue.values()) {
            if (queue != Queue.BLOCKED || audience.seesBlocked()) {
              counts.put(queue, count(queue));
            }
          }
          return counts;
        });
  }

  private Total count(Queue queue) {
    long counted =
        jdbc.sql(COUNT)
            .param("queue", queue.label())
            .param("counted", COUNTED + 1)
            .query(Long.class)
            .single();
    if (counted <= COUNTED) {
      return new Total(counted, false);
    }
    String plan = jdbc.sql(ESTIMATE).param("queue", queue.label()).query(String.class).single();
    return Estimate.of(plan, counted);
  }

  /**
   * A page. Who may see the queue {@code blocked} is the caller's to know.
   *
   * @param agent whose, null for everybody's
   * @throws BadCursorException if the cursor is of another list
   */
  public Page<Waiting> page(
      Queue queue, @Nullable String agent, @Nullable String cursor, int limit) {
    var request = new Request(queue, agent);
    Place after = Cursor.read(cursor, request, c -> new Place(c.time(0), c.number(1)));
    Place before = after == null ? new Place(AFTER_ALL, Long.MAX_VALUE) : after;
    Map<String, Object> parameters = new HashMap<>();
    parameters.put("queue", queue.label());
    parameters.put("beforeTime", Timestamp.from(before.at));
    parameters.put("beforeTicket", before.ticketNo);
    parameters.put("limit", limit + 1);
    if (agent != null) {
      parameters.put("agent", agent);
    }
    List<Row> found =
        readOnly.read(
            () ->
                jdbc.sql(LIST.replace("{whose}", agent == null ? "true" : OF_AGENT))
                    .params(parameters)
                    .query(
                        (row, n) ->
                            new Row(
                                new Place(
                                    Times.required(row, "last_message_at"),
                                    row.getLong("ticket_no")),
                                new Waiting(
                                    TicketId.of(row.getLong("ticket_no")),
                                    row.getString("customer_id"),
                                    row.getString("nickname"),
                                    row.getString("real_name"),
                                    row.getString("channel"),
                                    row.getString("agent"),
                                    Times.required(row, "opened_at"),
                                    Times.required(row, "last_message_at"),
                                    queue == Queue.BLOCKED
                                        ? row.getString("blocked_reason")
                                        : null)))
                    .list());
    List<Row> shown = found.subList(0, Math.min(limit, found.size()));
    Place last = found.size() > limit ? shown.getLast().place : null;
    return new Page<>(
        shown.stream().map(Row::ticket).toList(),
        last == null ? null : Cursor.of(request, last.at, last.ticketNo));
  }
}
