package io.gatehouse.routing;

import io.gatehouse.deadletters.Defect;
import io.gatehouse.progress.SourcePartition;
import io.gatehouse.progress.UnpublishedStore;
import io.gatehouse.sql.RoundTrip;
import io.gatehouse.tickets.TicketEvent;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
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

  private final UnpublishedStore store;

  UnpublishedDecisions(UnpublishedStore store) {
    this.store = store;
  }

  /** Rows to be written for a batch. */
  static final class Rows {
    private final UnpublishedStore.Rows rows = new UnpublishedStore.Rows();

    void add(Inbound inbound, Kept kept) {
      rows.add(inbound.source(), inbound.offset(), row(kept));
    }
  }

  private static UnpublishedStore.Kept row(Kept kept) {
    return switch (kept) {
      case Kept.DeadLetter dead ->
          new UnpublishedStore.Kept("dead-letter", JSON.writeValueAsString(dead.defect()));
      case Kept.Duplicate d -> new UnpublishedStore.Kept("duplicate", null);
      case Kept.Erased e -> new UnpublishedStore.Kept("erased", null);
      case Kept.TicketMoved moved ->
          new UnpublishedStore.Kept("ticket-moved", JSON.writeValueAsString(moved.events()));
    };
  }

  void keep(Rows rows) {
    store.keep(rows.rows);
  }

  Map<Long, Kept> find(int sourceId, long from, long to) {
    Map<Long, Kept> found = new HashMap<>();
    store
        .find(sourceId, from, to)
        .forEach((offset, row) -> found.put(offset, kept(row.kind(), row.detail())));
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
  void forget(Collection<SourcePartition> sources, RoundTrip with) {
    store.forget(sources, with);
  }
}
