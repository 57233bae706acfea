package io.gatehouse.routing;

import io.gatehouse.deadletters.Defect;
import io.gatehouse.sql.RoundTrip;
import io.gatehouse.tickets.TicketEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** What {@code message} does not say about a decision, kept until it is known to be published. */
@Component
class UnpublishedDecisions {

  /** Kinds of rows; {@code erased} ones are written by a delete-all. */
  sealed interface Kept {
    record DeadLetter(Defect defect) implements Kept {}

    record Duplicate() implements Kept {}

    record Erased() implements Kept {}

    record TicketMoved(List<TicketEvent> events) implements Kept {}
  }

  private static final JsonMapper JSON = JsonMapper.shared();
  private static final TypeReference<List<TicketEvent>> EVENTS = new TypeReference<>() {};

  private static final String KEEP =
      """
      insert into unpublished_decision (source_id, record_offset, kind, detail)
      select * from unnest(?::int[], ?::bigint[], ?::text[], ?::text[])
      """;
  private static final String FIND =
      "select record_offset, kind, detail from unpublished_decision where source_id = ? and record_offset between ? and ?";
  private static final String FORGET =
      """
      delete from unpublished_decision u using unnest(?::int[], ?::bigint[]) as p(id, published)
      where u.source_id = p.id and u.record_offset <= p.published
      """;

  private final JdbcTemplate jdbc;

  UnpublishedDecisions(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /** Rows to be written for a batch. */
  static final class Rows {
    private final List<Integer> sources = new ArrayList<>();
    private final List<Long> offsets = new ArrayList<>();
    private final List<String> kinds = new ArrayList<>();
    private final List<@Nullable String> details = new ArrayList<>();

    void add(Inbound inbound, Kept kept) {
      sources.add(inbound.source().id());
      offsets.add(inbound.offset());
      switch (kept) {
        case Kept.DeadLetter dead -> {
          kinds.add("dead-letter");
          details.add(JSON.writeValueAsString(dead.defect()));
        }
        case Kept.Duplicate d -> {
          kinds.add("duplicate");
          details.add(null);
        }
        case Kept.Erased e -> {
          kinds.add("erased");
          details.add(null);
        }
        case Kept.TicketMoved moved -> {
          kinds.add("ticket-moved");
          details.add(JSON.writeValueAsString(moved.events()));
        }
      }
    }
  }

  void keep(Rows rows) {
    if (!rows.sources.isEmpty()) {
      jdbc.update(
          KEEP,
          rows.sources.toArray(Integer[]::new),
          rows.offsets.toArray(Long[]::new),
          rows.kinds.toArray(String[]::new),
          rows.details.toArray(String[]::new));
    }
  }

  Map<Long, Kept> find(int sourceId, long from, long to) {
    Map<Long, Kept> found = new HashMap<>();
    jdbc.query(
        FIND,
        row -> {
          found.put(row.getLong(1), kept(row.getString(2), row.getString(3)));
        },
        sourceId,
        from,
        to);
    return found;
  }

  private static Kept kept(String kind, @Nullable String detail) {
    return switch (kind) {
      case "dead-letter" -> new Kept.DeadLetter(JSON.readValue(detail, Defect.class));
      case "duplicate" -> new Kept.Duplicate();
      case "erased" -> new Kept.Erased();
      case "ticket-moved" -> new Kept.TicketMoved(JSON.readValue(detail, EVENTS));
      default -> throw new IllegalStateException("unknown kind " + kind);
    };
  }

  /** Drops what is published, by source. */
  void forget(Map<Integer, Long> published, RoundTrip with) {
    List<Map.Entry<Integer, Long>> entries = List.copyOf(published.entrySet());
    Integer[] ids = entries.stream().map(Map.Entry::getKey).toArray(Integer[]::new);
    Long[] offsets = entries.stream().map(Map.Entry::getValue).toArray(Long[]::new);
    with.update(FORGET, ids, offsets);
  }
}
