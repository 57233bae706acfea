package io.gatehouse.outbound;

import io.gatehouse.history.ReplyHistory;
import io.gatehouse.progress.Progress;
import io.gatehouse.progress.Span;
import io.gatehouse.progress.Spans;
import io.gatehouse.progress.UnpublishedStore;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The replay: what was decided for a record before is its decision, whatever holds now. */
@Component
class StoredJudgements {

  private record Stored(
      Map<Long, ReplyHistory.Known> rows, Map<Long, UnpublishedStore.Kept> unkept) {}

  private final ReplyHistory history;
  private final UnpublishedStore unpublished;
  private final Clock clock;

  StoredJudgements(ReplyHistory history, UnpublishedStore unpublished, Clock clock) {
    this.history = history;
    this.unpublished = unpublished;
    this.clock = clock;
  }

  /** Fills in the decisions of those records that are decided already. */
  void fill(
      List<Outbound> batch,
      Spans spans,
      Map<Integer, Progress> progress,
      @Nullable Decision[] decisions) {
    Map<Integer, Stored> stored = read(spans, progress);
    for (int i = 0; i < decisions.length; i++) {
      Outbound outbound = batch.get(i);
      Progress known = Span.progressOf(outbound.source().id(), progress);
      if (outbound.offset() <= known.published()) {
        decisions[i] = new Decision.AlreadyPublished();
      } else if (outbound.offset() <= known.decided()) {
        decisions[i] = decision(outbound, stored.get(outbound.source().id()));
      }
    }
  }

  private Map<Integer, Stored> read(Spans spans, Map<Integer, Progress> progress) {
    Map<Integer, Stored> stored = new HashMap<>();
    spans.forEach(
        (id, span) -> {
          Progress known = Span.progressOf(id, progress);
          long from = Math.max(span.first(), known.published() + 1);
          long to = Math.min(span.last(), known.decided());
          if (from <= to) {
            stored.put(
                id, new Stored(history.decisions(id, from, to), unpublished.find(id, from, to)));
          }
        });
    return stored;
  }

  private Decision decision(Outbound outbound, @Nullable Stored stored) {
    var row = stored == null ? null : stored.rows.get(outbound.offset());
    if (row != null) {
      return new Decision.Judged(
          Verdict.of(row.decision()),
          new Decision.Conversation(row.ticketNo(), row.channel()),
          row.decidedAt());
    }
    var unkept = stored == null ? null : stored.unkept.get(outbound.offset());
    if (unkept != null) {
      return UnkeptReplies.decision(unkept, clock.instant());
    }
    // Not "new": that would decide twice. Somebody has removed rows, and a human has to look.
    throw new IllegalStateException(
        "the decision for outbound partition %d, offset %d is said to be stored and is not there"
            .formatted(outbound.source().partition(), outbound.offset()));
  }
}
