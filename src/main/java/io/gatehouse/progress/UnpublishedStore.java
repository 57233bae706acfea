package io.gatehouse.progress;

import io.gatehouse.sql.RoundTrip;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * The table {@code unpublished_decision}: what the history does not say about decisions, kept until
 * they are known to be published.
 */
@Component
public class UnpublishedStore {

  private static final String KEEP =
      """
      insert into unpublished_decision (source_id, record_offset, kind, detail)
      select * from unnest(?::int[], ?::bigint[], ?::text[], ?::text[])
      """;
  private static final String FIND =
      "select record_offset, kind, detail from unpublished_decision where source_id = ? and record_offset between ? and ?";
  private static final String FORGET =
      """
      delete from unpublished_decision u using source_partition s
      where s.id = any (?) and u.source_id = s.id and u.record_offset <= s.published_offset
      """;

  private final JdbcTemplate jdbc;

  UnpublishedStore(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /** A row; what it means is its writer's matter. */
  public record Kept(String kind, @Nullable String detail) {}

  /** Rows to be written for a batch. */
  public static final class Rows {
    private final List<Integer> sources = new ArrayList<>();
    private final List<Long> offsets = new ArrayList<>();
    private final List<String> kinds = new ArrayList<>();
    private final List<@Nullable String> details = new ArrayList<>();

    public void add(SourcePartition source, long offset, Kept kept) {
      sources.add(source.id());
      offsets.add(offset);
      kinds.add(kept.kind());
      details.add(kept.detail());
    }
  }

  public void keep(Rows rows) {
    if (!rows.sources.isEmpty()) {
      jdbc.update(
          KEEP,
          rows.sources.toArray(Integer[]::new),
          rows.offsets.toArray(Long[]::new),
          rows.kinds.toArray(String[]::new),
          rows.details.toArray(String[]::new));
    }
  }

  public Map<Long, Kept> find(int sourceId, long from, long to) {
    Map<Long, Kept> found = new HashMap<>();
    jdbc.query(
        FIND,
        row -> {
          found.put(row.getLong(1), new Kept(row.getString(2), row.getString(3)));
        },
        sourceId,
        from,
        to);
    return found;
  }

  /** Drops what is known to be published of these partitions. */
  public void forget(Collection<SourcePartition> sources, RoundTrip with) {
    with.update(FORGET, (Object) SourcePartition.ids(sources));
  }
}
