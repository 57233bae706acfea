package io.gatehouse.progress;

import io.gatehouse.sql.RoundTrip;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * The rows of {@code source_partition}. Every method but {@link #committed} runs in the caller's
 * transaction.
 */
@Component
public class ProgressStore {

  private static final Logger log = LoggerFactory.getLogger(ProgressStore.class);

  // In the order of their ids, so that two batches never wait for each other in a circle. Not "for
  // update": what a delete-all leaves for a replay refers to these rows, and its customer's stripe,
  // which it holds by then, is what the batch wants next.
  private static final String LOCK =
      """
      select id, decided_offset, published_offset from source_partition
      where id = any (?) order by id for no key update
      """;

  // Everything before the batch is published: a consumer only goes on after its transaction is
  // committed, and after any doubt it goes back to the committed offsets. Not beyond what is
  // decided: somebody may have moved the group forward.
  private static final String ADVANCE =
      """
      update source_partition s set decided_offset = greatest(decided_offset, n.last),
        published_offset = greatest(published_offset, least(decided_offset, n.first - 1))
      from unnest(?::int[], ?::bigint[], ?::bigint[]) as n(id, first, last)
      where s.id = n.id returning s.id, decided_offset, published_offset
      """;

  private static final String PUBLISHED =
      """
      update source_partition set decided_offset = greatest(decided_offset, ?),
        published_offset = greatest(published_offset, ?)
      where id = ? returning id, decided_offset, published_offset
      """;

  private static final String COMMITTED =
      """
      update source_partition set published_offset = greatest(published_offset, least(?, decided_offset))
      where id = ?
      """;

  private final JdbcTemplate jdbc;
  private final SourcePartitions partitions;

  ProgressStore(JdbcTemplate jdbc, SourcePartitions partitions) {
    this.jdbc = jdbc;
    this.partitions = partitions;
  }

  /**
   * Locks the partitions until the transaction ends: a zombie and the new owner cannot both decide.
   *
   * @return filled when the round trip is run
   */
  public Map<Integer, Progress> lock(List<SourcePartition> sources, RoundTrip with) {
    return progress(LOCK, with, (Object) SourcePartition.ids(sources));
  }

  private static Map<Integer, Progress> progress(String sql, RoundTrip with, Object... values) {
    Map<Integer, Progress> progress = new HashMap<>();
    read(progress, sql, with, values);
    return progress;
  }

  private static void read(
      Map<Integer, Progress> into, String sql, RoundTrip with, Object... values) {
    with.query(
        sql, row -> into.put(row.getInt(1), new Progress(row.getLong(2), row.getLong(3))), values);
  }

  /**
   * The partitions, locked, are where they will be once this batch is decided.
   *
   * @return filled when the round trip is run
   */
  public Map<Integer, Progress> advance(Spans batch, RoundTrip with) {
    List<SourcePartition> sources = batch.sources();
    List<Long> first = new ArrayList<>();
    List<Long> last = new ArrayList<>();
    batch.forEach(
        (id, span) -> {
          first.add(span.first());
          last.add(span.last());
        });
    return progress(
        ADVANCE,
        with,
        SourcePartition.ids(sources),
        first.toArray(Long[]::new),
        last.toArray(Long[]::new));
  }

  /**
   * For command topics, whose decisions are stored record by record: these are at hand, so
   * everything before them is published.
   *
   * @return how far they are then, filled when the round trip is run; published may be beyond what
   *     is at hand, if the group was rewound
   */
  public Map<Integer, Progress> published(Spans atHand, RoundTrip with) {
    Map<Integer, Progress> progress = new HashMap<>();
    atHand.forEach(
        (id, span) -> read(progress, PUBLISHED, with, span.last(), span.first() - 1, id));
    return progress;
  }

  /**
   * The last word of a worker that stops, so that a group that is rewound now sends nothing twice.
   */
  public void committed(Map<TopicPartition, Long> committed) {
    committed.forEach(
        (partition, next) -> jdbc.update(COMMITTED, next - 1, partitions.of(partition).id()));
    log.debug("noted how far {} partitions are published", committed.size());
  }
}
