package io.gatehouse.commands;

import io.gatehouse.progress.SourcePartition;
import io.gatehouse.progress.SourcePartitions;
import io.gatehouse.sql.RoundTrip;
import java.sql.Timestamp;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The tables {@code command} and {@code erasure}. */
@Component
class CommandStore {

  /** The record of a command. */
  record Position(int sourceId, long offset, String kind) {}

  /** A record on {@code tickets.blocked} to erase. */
  record Erasure(int sourceId, long offset, long ticketNo) {

    /** Before the first. */
    static final Erasure NONE = new Erasure(-1, -1, -1);
  }

  private static final JsonMapper JSON = JsonMapper.shared();
  private static final TypeReference<List<Effect>> EFFECTS = new TypeReference<>() {};

  private static final String FIND =
      """
      select source_id, record_offset, content_hash, decided_at, outcome, effects
      from command where command_key = ? and kind = ? and command_id = ?
      """;
  private static final String STORE =
      """
      insert into command (kind, command_key, command_id, source_id, record_offset, content_hash, decided_at, outcome, effects)
      values (?, ?, ?, ?, ?, ?, ?, ?, ?)
      """;
  private static final String LATEST_UNPUBLISHED =
      """
      select c.source_id, c.record_offset, c.kind from (
        select source_id, record_offset, kind from command
        where command_key = ? and (kind = 'settings') = ? order by command_no desc limit 1
      ) c join source_partition s on s.id = c.source_id
      where c.record_offset > s.published_offset
      """;
  private static final String ERASURES =
      """
      select source_id, record_offset, ticket_no from erasure
      where command_source_id = ? and command_offset = ? and (source_id, record_offset) > (?, ?)
      order by source_id, record_offset limit ?
      """;
  private static final String FORGET_ERASURES =
      """
      delete from erasure where command_source_id = ?
        and command_offset <= (select published_offset from source_partition where id = ?)
      """;

  private final JdbcClient jdbc;
  private final SourcePartitions partitions;

  CommandStore(JdbcClient jdbc, SourcePartitions partitions) {
    this.jdbc = jdbc;
    this.partitions = partitions;
  }

  Optional<StoredCommand> find(String kind, String key, String commandId) {
    return jdbc.sql(FIND).params(key, kind, commandId).query(stored(kind, key)).optional();
  }

  /**
   * At most one.
   *
   * @return filled when the round trip is run
   */
  List<StoredCommand> find(Command command, RoundTrip with) {
    return with.rows(
        FIND,
        stored(command.kind(), command.key()),
        command.key(),
        command.kind(),
        command.commandId());
  }

  private RowMapper<StoredCommand> stored(String kind, String key) {
    return (row, n) -> {
      var source = partitions.byId(row.getInt("source_id"));
      long offset = row.getLong("record_offset");
      return new StoredCommand(
          kind,
          key,
          source,
          offset,
          row.getBytes("content_hash"),
          row.getTimestamp("decided_at").toInstant(),
          source.eventId(offset),
          row.getString("outcome"),
          JSON.readValue(row.getString("effects"), EFFECTS));
    };
  }

  void store(StoredCommand command, String commandId, RoundTrip with) {
    with.updateExactly(
        1,
        STORE,
        command.kind(),
        command.key(),
        commandId,
        command.source().id(),
        command.offset(),
        command.contentHash(),
        Timestamp.from(command.decidedAt()),
        command.outcome(),
        JSON.writerFor(EFFECTS).writeValueAsString(command.effects()));
  }

  /**
   * The last command decided for this key, unless it is known to be published: at most one.
   *
   * @return filled when the round trip is run
   */
  List<Position> latestUnpublished(Command command, RoundTrip with) {
    return with.rows(
        LATEST_UNPUBLISHED,
        (row, n) -> new Position(row.getInt(1), row.getLong(2), row.getString(3)),
        command.key(),
        command.kind().equals("settings"));
  }

  /** The next records that the command has to erase, after the one given. */
  List<Erasure> erasures(StoredCommand command, Erasure after, int size) {
    return jdbc.sql(ERASURES)
        .params(command.source().id(), command.offset(), after.sourceId(), after.offset(), size)
        .query((row, n) -> new Erasure(row.getInt(1), row.getLong(2), row.getLong(3)))
        .list();
  }

  /** The tombstones of the commands that are known to be published are too. */
  void forgetErasures(SourcePartition source, RoundTrip with) {
    with.update(FORGET_ERASURES, source.id(), source.id());
  }
}
