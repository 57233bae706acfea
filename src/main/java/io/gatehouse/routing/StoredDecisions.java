package io.gatehouse.routing;

import io.gatehouse.history.Fingerprints;
import io.gatehouse.history.MessageHistory;
import io.gatehouse.history.MessageRow;
import io.gatehouse.message.InboundMessage;
import io.gatehouse.progress.Progress;
import io.gatehouse.progress.Span;
import io.gatehouse.progress.Spans;
import io.gatehouse.routing.UnpublishedDecisions.Kept;
import io.gatehouse.tickets.Queue;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The replay: what was decided for a record before is its decision, whatever holds now. */
@Component
class StoredDecisions {

  private record Stored(Map<Long, MessageRow> rows, Map<Long, Kept> kept) {}

  private final Fingerprints fingerprints;
  private final MessageHistory history;
  private final UnpublishedDecisions unpublished;
  private final Clock clock;

  StoredDecisions(
      Fingerprints fingerprints,
      MessageHistory history,
      UnpublishedDecisions unpublished,
      Clock clock) {
    this.fingerprints = fingerprints;
    this.history = history;
    this.unpublished = unpublished;
    this.clock = clock;
  }

  /** Fills in the decisions of those records that are decided already. */
  void fill(
      List<Inbound> batch,
      Spans spans,
      Map<Integer, Progress> progress,
      @Nullable Decision[] decisions) {
    Map<Integer, Stored> stored = read(batch, spans, progress);
    for (int i = 0; i < decisions.length; i++) {
      Inbound inbound = batch.get(i);
      Progress known = Span.progressOf(inbound.source().id(), progress);
      if (inbound.offset() <= known.published()) {
        decisions[i] = new Decision.AlreadyPublished();
      } else if (inbound.offset() <= known.decided()) {
        decisions[i] = decision(inbound, stored.get(inbound.source().id()));
      }
    }
  }

  private Map<Integer, Stored> read(
      List<Inbound> batch, Spans spans, Map<Integer, Progress> progress) {
    Map<Integer, Stored> stored = new HashMap<>();
    spans.forEach(
        (id, span) -> {
          Progress known = Span.progressOf(id, progress);
          long from = Math.max(span.first(), known.published() + 1);
          long to = Math.min(span.last(), known.decided());
          if (from <= to) {
            stored.put(
                id,
                new Stored(
                    history.decisions(known(batch, id, from, to), id, from, to),
                    unpublished.find(id, from, to)));
          }
        });
    return stored;
  }

  private List<MessageHistory.Known> known(List<Inbound> batch, int sourceId, long from, long to) {
    List<MessageHistory.Known> known = new ArrayList<>();
    for (Inbound inbound : batch) {
      InboundMessage message = inbound.message();
      if (message != null
          && inbound.source().id() == sourceId
          && from <= inbound.offset()
          && inbound.offset() <= to) {
        known.add(
            new MessageHistory.Known(
                message.customerId(),
                fingerprints.of(inbound.received().key(), message.channel(), message.messageId())));
      }
    }
    return known;
  }

  private Decision decision(Inbound inbound, @Nullable Stored stored) {
    MessageRow row = stored == null ? null : stored.rows.get(inbound.offset());
    Kept kept = stored == null ? null : stored.kept.get(inbound.offset());
    Instant now = clock.instant();
    if (kept instanceof Kept.Erased) {
      return new Decision.Suppressed(Reason.ERASED, now);
    }
    if (kept instanceof Kept.Duplicate) {
      return new Decision.Suppressed(Reason.DUPLICATE, now);
    }
    if (kept instanceof Kept.DeadLetter dead) {
      return new Decision.DeadLetter(dead.defect());
    }
    if (row == null) {
      // Not "new": that would decide twice. Somebody has removed rows, and a human has to look.
      throw new IllegalStateException(
          "the decision for partition %d, offset %d is said to be stored and is not there"
              .formatted(inbound.source().partition(), inbound.offset()));
    }
    Reason reason = Reason.valueOf(row.reason().toUpperCase(Locale.ROOT).replace('-', '_'));
    if (row.queue() == null || row.ticketNo() == null) {
      return new Decision.Suppressed(reason, row.decidedAt());
    }
    return new Decision.ToQueue(
        Queue.of(row.queue()),
        reason,
        row.ticketNo(),
        row.newTicket(),
        row.agent(),
        row.decidedAt(),
        kept instanceof Kept.TicketMoved moved ? moved.events() : List.of());
  }
}
