package io.gatehouse.proof;

import io.gatehouse.proof.Body.TicketEvent.Kind;
import io.gatehouse.topics.Topic;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What the topics say of tickets that were merged or deleted, and of messages that were erased. */
final class Deletions {

  private final Map<Long, Long> mergedInto = new HashMap<>();
  private final Map<Long, Entry> deleted = new HashMap<>();
  private final Map<String, Entry> lastTombstones = new HashMap<>();

  Deletions(World world) {
    for (Entry entry : world.onQueues()) {
      if (entry.body() instanceof Body.TicketEvent event) {
        if (event.is(Kind.DELETED)) {
          deleted.putIfAbsent(event.ticket(), entry);
        } else if (event.is(Kind.CLOSED) && event.mergedInto() != 0) {
          mergedInto.put(event.ticket(), event.mergedInto());
        }
      }
    }
    for (Entry entry : world.on(Topic.TICKETS_BLOCKED)) {
      if (entry.body() instanceof Body.Erased && entry.key() != null) {
        lastTombstones.put(entry.key(), entry);
      }
    }
  }

  /** The tickets that ended by joining another one. */
  Set<Long> merged() {
    return new TreeSet<>(mergedInto.keySet());
  }

  /** The ticket, the one that it joined, the one that this joined, and so on. */
  List<Long> path(long ticket) {
    List<Long> path = new ArrayList<>();
    Long at = ticket;
    while (at != null && !path.contains(at)) { // against circles
      path.add(at);
      at = mergedInto.get(at);
    }
    return path;
  }

  /** The event that says that this ticket, or the one that it joined, is deleted. */
  @Nullable Entry deletionOf(long ticket) {
    if (deleted.isEmpty()) {
      return null;
    }
    return deleted.get(mergedInto.containsKey(ticket) ? path(ticket).getLast() : (Long) ticket);
  }

  /** The last record that erases this key. */
  @Nullable Entry tombstoneOf(@Nullable String key) {
    return key == null ? null : lastTombstones.get(key);
  }
}
