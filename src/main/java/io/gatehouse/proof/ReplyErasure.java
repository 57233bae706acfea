package io.gatehouse.proof;

import io.gatehouse.topics.Topic;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * G6 for replies: of the tickets that a delete-all has deleted, with those that had joined them, no
 * reply is left in the database, and none is delivered afterwards.
 */
final class ReplyErasure {

  private final World world;
  private final Findings findings;
  private final Map<EventId, Long> inDeletedTickets = new HashMap<>();
  private final Map<String, Long> erased = new HashMap<>();

  private ReplyErasure(World world, Findings findings) {
    this.world = world;
    this.findings = findings;
  }

  static void check(World world, Findings findings) {
    var check = new ReplyErasure(world, findings);
    check.rows();
    for (Topic topic : List.of(Topic.MESSAGES_DELIVER, Topic.MESSAGES_SUPPRESSED)) {
      world.on(topic).forEach(check::output);
    }
    world.outcomes().forEach("delete-all", check::outcome);
  }

  private void rows() {
    for (Database.Reply row : world.database().replies()) {
      Entry deletion = world.deletions().deletionOf(row.ticket());
      if (deletion != null || !world.database().tickets().containsKey(row.ticket())) {
        findings.add(
            row.toString(),
            row.customer(),
            deletion == null ? Findings.UNKNOWN_TIME : deletion.timestamp(),
            "is there, and its ticket t-%d is not".formatted(row.ticket()));
      }
    }
  }

  private void output(Entry entry) {
    if (entry.body() instanceof Body.Suppressed suppressed
        && suppressed.origin().topic() == Topic.MESSAGES_OUTBOUND
        && suppressed.reason().equals("erased")) {
      erased.merge(String.valueOf(entry.customer()), 1L, Long::sum);
    }
    long ticket = ticket(entry.body());
    Entry deletion = ticket == 0 ? null : world.deletions().deletionOf(ticket);
    if (deletion == null || deletion.id() == null) {
      return;
    }
    inDeletedTickets.merge(deletion.id().base(), 1L, Long::sum);
    Entry outcome = world.outcomes().announcement(deletion.id().base());
    if (outcome != null && entry.timestamp() > outcome.timestamp()) {
      findings.add(entry, "brings back t-%d, deleted by %s".formatted(ticket, outcome.position()));
    }
  }

  /** Of a reply that is kept in a conversation, else 0. */
  private static long ticket(Body body) {
    return switch (body) {
      case Body.Delivered delivered -> delivered.ticket();
      case Body.Suppressed suppressed -> suppressed.ticket();
      default -> 0;
    };
  }

  private void outcome(Entry entry, Body.Outcome outcome) {
    @Nullable EventId id = entry.id();
    if (!outcome.done() || id == null) {
      return;
    }
    long least = inDeletedTickets.getOrDefault(id, 0L);
    long most = least + erased.getOrDefault(String.valueOf(entry.customer()), 0L);
    long said = Math.max(0, outcome.repliesErased());
    if (said < least || said > most) {
      findings.add(
          entry, "says %d replies erased; their tickets had %d to %d".formatted(said, least, most));
    }
  }
}
