package io.gatehouse.proof;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** The records on {@code commands.outcome} by their {@code ce_id}. */
final class Outcomes {

  private final Map<EventId, List<Entry>> byId = new LinkedHashMap<>();

  Outcomes(List<Entry> entries) {
    for (Entry entry : entries) {
      EventId id = entry.id();
      if (id != null && entry.body() instanceof Body.Outcome) {
        byId.computeIfAbsent(id, any -> new ArrayList<>(1)).add(entry);
      }
    }
  }

  Map<EventId, List<Entry>> byId() {
    return byId;
  }

  /** The announcement: later records with this id answer the command when it is sent again. */
  @Nullable Entry announcement(EventId id) {
    List<Entry> all = byId.get(id);
    return all == null ? null : all.getFirst();
  }

  Body.@Nullable Outcome of(EventId id) {
    Entry announcement = announcement(id);
    return announcement != null && announcement.body() instanceof Body.Outcome outcome
        ? outcome
        : null;
  }

  /** Each announcement of a command of this kind. */
  void forEach(String command, BiConsumer<Entry, Body.Outcome> action) {
    for (List<Entry> all : byId.values()) {
      Entry announcement = all.getFirst();
      if (announcement.body() instanceof Body.Outcome outcome
          && outcome.command().equals(command)) {
        action.accept(announcement, outcome);
      }
    }
  }
}
