package io.gatehouse.proof;

import io.gatehouse.proof.Body.TicketEvent.Kind;
import io.gatehouse.topics.Topic;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * G6: of the tickets that a delete-all has deleted, with those that had joined them, nothing is
 * left in the database and every message on {@code tickets.blocked} has its tombstone; and nothing
 * else was erased.
 */
final class Erasure {

  /** What the topics say that one delete-all did. */
  private static final class Counts {
    long tickets;
    long tombstones;
    long routed;
  }

  private final World world;
  private final Findings findings;
  private final Map<EventId, Counts> counts = new HashMap<>();
  private final Map<String, Long> suppressedAsErased = new HashMap<>();

  private Erasure(World world, Findings findings) {
    this.world = world;
    this.findings = findings;
  }

  static void check(World world, Findings findings) {
    var check = new Erasure(world, findings);
    check.countErased();
    check.rows();
    check.messages();
    check.events();
    world.outcomes().forEach("delete-all", check::outcome);
  }

  private void countErased() {
    for (Entry entry : world.on(Topic.MESSAGES_SUPPRESSED)) {
      if (entry.customer() != null
          && entry.body() instanceof Body.Suppressed suppressed
          && suppressed.origin().topic() == Topic.MESSAGES_INBOUND
          && suppressed.reason().equals("erased")) {
        suppressedAsErased.merge(entry.customer(), 1L, Long::sum);
      }
    }
  }

  private void rows() {
    for (Database.Message row : world.database().messages()) {
      if (row.ticket() == 0) {
        continue;
      }
      Entry deletion = world.deletions().deletionOf(row.ticket());
      if (deletion != null) {
        findings.add(
            row.toString(),
            row.customer(),
            deletion.timestamp(),
            "is there, and %s deletes its ticket t-%d"
                .formatted(deletion.position(), row.ticket()));
      } else if (!world.database().tickets().containsKey(row.ticket())) {
        findings.add(
            row.toString(),
            row.customer(),
            world.timeOf(row),
            "is there, and its ticket t-%d is not".formatted(row.ticket()));
      }
    }
    for (Database.Ticket row : world.database().tickets().values()) {
      Entry deletion = world.deletions().deletionOf(row.no());
      if (deletion != null) {
        findings.add(
            "ticket row " + row.no(),
            row.customer(),
            deletion.timestamp(),
            "is there, and %s deletes it".formatted(deletion.position()));
      }
    }
  }

  private void messages() {
    for (Entry entry : world.onQueues()) {
      Body.Routed routed = entry.routed();
      Entry deletion = routed == null ? null : world.deletions().deletionOf(routed.ticket());
      if (routed == null || deletion == null) {
        continue;
      }
      if (!routed.restored()) {
        countsOf(deletion).routed++;
      }
      Entry outcome = outcomeOf(deletion);
      if (outcome != null && entry.timestamp() > outcome.timestamp()) {
        findings.add(
            entry,
            "brings back t-%d, deleted by %s".formatted(routed.ticket(), outcome.position()));
      }
      if (entry.topic() == Topic.TICKETS_BLOCKED) {
        Entry tombstone = world.deletions().tombstoneOf(entry.key());
        if (tombstone == null) {
          findings.add(entry, "has no tombstone, and t-%d is deleted".formatted(routed.ticket()));
        } else if (tombstone.partition() != entry.partition()) {
          findings.add(tombstone, "is in another partition than what it erases");
        } else if (!tombstone.isAfter(entry)) {
          findings.add(entry, "comes after its tombstone " + tombstone.position());
        }
      }
    }
  }

  private void events() {
    for (Entry entry : world.on(Topic.TICKETS_BLOCKED)) {
      if (entry.body() instanceof Body.TicketEvent event && event.is(Kind.DELETED)) {
        countsOf(entry).tickets++;
      } else if (entry.body() instanceof Body.Erased) {
        countsOf(entry).tombstones++;
        tombstone(entry);
      }
    }
  }

  private void tombstone(Entry tombstone) {
    if (tombstone.content().hasValue()) {
      findings.add(tombstone, "has a value and erases nothing");
    }
    Entry input = world.inputOf(EventId.parse(String.valueOf(tombstone.key())));
    Entry answer = input == null ? null : world.answers().of(input.position());
    if (answer == null) {
      findings.add(tombstone, "erases no message");
    } else if (answer.body() instanceof Body.Suppressed suppressed) {
      if (!suppressed.reason().equals("erased")) {
        findings.add(tombstone, "erases a message that was not on the queue");
      }
    } else if (!(answer.body() instanceof Body.Routed routed)
        || answer.topic() != Topic.TICKETS_BLOCKED) {
      findings.add(tombstone, "erases a message that was not on the queue");
    } else if (!sameCommand(world.deletions().deletionOf(routed.ticket()), tombstone)) {
      findings.add(
          tombstone,
          "erases a message of t-%d, which its command did not delete".formatted(routed.ticket()));
    }
  }

  private static boolean sameCommand(@Nullable Entry deletion, Entry tombstone) {
    return deletion != null
        && deletion.id() != null
        && tombstone.id() != null
        && deletion.id().base().equals(tombstone.id().base());
  }

  private void outcome(Entry entry, Body.Outcome outcome) {
    if (!outcome.done() || entry.id() == null) {
      return;
    }
    Counts said = counts.getOrDefault(entry.id(), new Counts());
    long erased = Math.max(0, outcome.messagesErased());
    if (Math.max(0, outcome.ticketsDeleted()) != said.tickets) {
      findings.add(
          entry,
          "says %d tickets deleted; announced are %d"
              .formatted(outcome.ticketsDeleted(), said.tickets));
    }
    long most = said.routed + suppressedAsErased.getOrDefault(String.valueOf(entry.customer()), 0L);
    if (erased < Math.max(said.routed, said.tombstones) || erased > most) {
      findings.add(
          entry,
          "says %d messages erased; their tickets had %d to %d, and there are %d tombstones"
              .formatted(outcome.messagesErased(), said.routed, most, said.tombstones));
    }
  }

  private Counts countsOf(Entry effect) {
    EventId id = effect.id() == null ? new EventId("?", -1, -1, "") : effect.id().base();
    return counts.computeIfAbsent(id, any -> new Counts());
  }

  private @Nullable Entry outcomeOf(Entry effect) {
    return effect.id() == null ? null : world.outcomes().announcement(effect.id().base());
  }
}
