package io.gatehouse.reading;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The contacts that are blocked, or blacklisted, the last one first. */
@Component
public class FlaggedContacts {

  // Not a comparison of rows: beside "is not null" it would be taken for a few, and all be sorted.
  private static final String LIST =
      """
      select customer_no, customer_id, nickname, real_name, {flag}_at as at, {flag}_by as by, {flag}_reason as reason, {until} as until
      from customer where {flag}_at <= :beforeTime and not ({flag}_at = :beforeTime and customer_no >= :beforeNo)
      order by {flag}_at desc, customer_no desc limit :limit
      """;

  private static final Instant AFTER_ALL = Instant.parse("9999-01-01T00:00:00Z");

  private final ReadOnly readOnly;
  private final JdbcClient jdbc;

  FlaggedContacts(ReadOnly readOnly, JdbcClient jdbc) {
    this.readOnly = readOnly;
    this.jdbc = jdbc;
  }

  /** Which flag. */
  public enum Flag {
    BLOCKED("blocked", "blocked_until"),
    BLACKLISTED("blacklisted", "cast(null as timestamptz)");

    private final String columns;
    private final String until;

    Flag(String columns, String until) {
      this.columns = columns;
      this.until = until;
    }
  }

  /**
   * A flagged contact: who set the flag, when, why.
   *
   * @param until when a block ends by itself, null for never
   */
  public record Flagged(
      String customerId,
      @Nullable String nickname,
      @Nullable String realName,
      String by,
      Instant at,
      @Nullable String reason,
      @Nullable Instant until) {}

  private record Place(Instant at, long customerNo) {}

  private record Row(Place place, Flagged contact) {}

  /**
   * A page.
   *
   * @throws BadCursorException if the cursor is of another list
   */
  public Page<Flagged> page(Flag flag, @Nullable String cursor, int limit) {
    Place after = Cursor.read(cursor, flag, c -> new Place(c.time(0), c.number(1)));
    Place before = after == null ? new Place(AFTER_ALL, Long.MAX_VALUE) : after;
    List<Row> found =
        readOnly.read(
            () ->
                jdbc.sql(LIST.replace("{flag}", flag.columns).replace("{until}", flag.until))
                    .param("beforeTime", Timestamp.from(before.at))
                    .param("beforeNo", before.customerNo)
                    .param("limit", limit + 1)
                    .query(
                        (row, n) -> {
                          Instant at = Times.required(row, "at");
                          return new Row(
                              new Place(at, row.getLong("customer_no")),
                              new Flagged(
                                  row.getString("customer_id"),
                                  row.getString("nickname"),
                                  row.getString("real_name"),
                                  row.getString("by"),
                                  at,
                                  row.getString("reason"),
                                  Times.optional(row, "until")));
                        })
                    .list());
    List<Row> shown = found.subList(0, Math.min(limit, found.size()));
    Place last = found.size() > limit ? shown.getLast().place : null;
    return new Page<>(
        shown.stream().map(Row::contact).toList(),
        last == null ? null : Cursor.of(flag, last.at, last.customerNo));
  }
}
