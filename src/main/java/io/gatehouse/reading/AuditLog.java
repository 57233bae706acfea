package io.gatehouse.reading;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Who changed what, when and why, the last change first. The narrowest filter (a customer, else an
 * actor, else a command) has an index in that order; the others are tried entry by entry, for so
 * many entries a page.
 */
@Component
public class AuditLog {

  private static final int STEPS = 5_000;

  private static final String WALK =
      """
      select audit_no, at, actor_id, command, action, command_id, customer_id, setting, reason, detail::text as detail,
             ({tried}) as fits
      from audit_entry where {walked} and (at, audit_no) < (:beforeTime, :beforeNo)
      order by at desc, audit_no desc limit :steps
      """;
  private static final String PAGE = "select * from ({walk}) as walked where fits limit :limit";
  private static final String END = "select * from ({walk}) as walked offset :steps - 1 limit 1";

  private static final Instant AFTER_ALL = Instant.parse("9999-01-01T00:00:00Z");

  private final ReadOnly readOnly;
  private final JdbcClient jdbc;

  AuditLog(ReadOnly readOnly, JdbcClient jdbc) {
    this.readOnly = readOnly;
    this.jdbc = jdbc;
  }

  /**
   * A command that changed something.
   *
   * @param detail what it changed: counts, ticket, names of fields, tags, the switch's value
   */
  public record Change(
      Instant at,
      String actor,
      String command,
      @Nullable String action,
      String commandId,
      @Nullable String customerId,
      @Nullable String setting,
      @Nullable String reason,
      @Nullable JsonNode detail) {}

  private record Place(Instant at, long auditNo) {}

  private record Row(Place place, Change change) {}

  /**
   * A page.
   *
   * @throws BadCursorException if the cursor is of another list
   */
  public Page<Change> page(AuditFilter filter, @Nullable String cursor, int limit) {
    Place after = Cursor.read(cursor, filter, c -> new Place(c.time(0), c.number(1)));
    return readOnly.read(() -> page(filter, after, limit));
  }

  private Page<Change> page(AuditFilter filter, @Nullable Place after, int limit) {
    List<String> walked = new ArrayList<>();
    List<String> tried = new ArrayList<>();
    Map<String, Object> parameters = new HashMap<>();
    Place before = after == null ? new Place(AFTER_ALL, Long.MAX_VALUE) : after;
    parameters.put("beforeTime", Timestamp.from(before.at));
    parameters.put("beforeNo", before.auditNo);
    parameters.put("steps", STEPS);
    parameters.put("limit", limit + 1);
    equal("customer_id", filter.customerId(), walked, tried, parameters);
    equal("actor_id", filter.actor(), walked, tried, parameters);
    equal("command", filter.command(), walked, tried, parameters);
    Instant from = filter.from();
    if (from != null) {
      walked.add("at >= :from");
      parameters.put("from", Timestamp.from(from));
    }
    Instant to = filter.to();
    if (to != null) {
      walked.add("at < :to");
      parameters.put("to", Timestamp.from(to));
    }
    String walk = WALK.replace("{walked}", all(walked)).replace("{tried}", all(tried));
    List<Row> found = rows(PAGE.replace("{walk}", walk), parameters);
    List<Row> shown = found.subList(0, Math.min(limit, found.size()));
    Place next =
        found.size() > limit
            ? shown.getLast().place
            : rows(END.replace("{walk}", walk), parameters).stream()
                .map(Row::place)
                .findFirst()
                .orElse(null);
    return new Page<>(
        shown.stream().map(Row::change).toList(),
        next == null ? null : Cursor.of(filter, next.at, next.auditNo));
  }

  private static void equal(
      String column,
      @Nullable String value,
      List<String> walked,
      List<String> tried,
      Map<String, Object> parameters) {
    if (value != null) {
      (walked.isEmpty() ? walked : tried).add(column + " = :" + column);
      parameters.put(column, value);
    }
  }

  private static String all(List<String> conditions) {
    return conditions.isEmpty() ? "true" : String.join(" and ", conditions);
  }

  private List<Row> rows(String sql, Map<String, Object> parameters) {
    return jdbc.sql(sql).params(parameters).query(AuditLog::row).list();
  }

  private static Row row(ResultSet row, int n) throws SQLException {
    Instant at = Times.required(row, "at");
    return new Row(new Place(at, row.getLong("audit_no")), change(row, n));
  }

  static Change change(ResultSet row, int n) throws SQLException {
    String detail = row.getString("detail");
    return new Change(
        Times.required(row, "at"),
        row.getString("actor_id"),
        row.getString("command"),
        row.getString("action"),
        row.getString("command_id"),
        row.getString("customer_id"),
        row.getString("setting"),
        row.getString("reason"),
        detail == null ? null : JsonMapper.shared().readTree(detail));
  }
}
