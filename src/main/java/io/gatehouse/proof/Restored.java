package io.gatehouse.proof;

import io.gatehouse.proof.Body.TicketEvent.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What an unblock brings along: all messages of each ticket, once, in their original order, on the
 * queue and under the ticket that they belong to now.
 */
final class Restored {

  /** The messages that one command restores under one ticket. */
  private record Bundle(EventId cause, long ticket) {}

  /** What they should be. */
  private record Promise(Entry event, @Nullable String queue, long messages) {}

  private final World world;
  private final Findings findings;
  private final Map<Bundle, List<Entry>> bundles = new LinkedHashMap<>();
  private final Map<Bundle, Promise> promises = new LinkedHashMap<>();

  private Restored(World world, Findings findings) {
    this.world = world;
    this.findings = findings;
  }

  static void check(World world, Findings findings) {
    var check = new Restored(world, findings);
    check.bundles();
    check.promises();
    check.bundles.forEach(check::order);
    check.promises.forEach(check::kept);
    check.bundles.forEach(
        (bundle, copies) -> {
          if (!check.promises.containsKey(bundle)) {
            findings.add(copies.getFirst(), "is restored, and no unblock has moved its ticket");
          }
        });
  }

  private void bundles() {
    for (Entry entry : world.onQueues()) {
      Body.Routed routed = entry.routed();
      if (routed != null && routed.restored() && entry.id() != null) {
        bundles
            .computeIfAbsent(
                new Bundle(entry.id().base(), routed.ticket()), any -> new ArrayList<>())
            .add(entry);
      }
    }
  }

  private void promises() {
    Map<Long, Long> messagesOfMerged = messagesOfMerged();
    for (Entry entry : world.onQueues()) {
      EventId id = entry.id();
      if (id == null || !(entry.body() instanceof Body.TicketEvent event)) {
        continue;
      }
      Body.Outcome outcome = world.outcomes().of(id.base());
      if (outcome == null || !outcome.done() || !outcome.command().equals("unblock")) {
        continue;
      }
      if (event.is(Kind.ARRIVED)) {
        promises.put(
            new Bundle(id.base(), event.ticket()),
            new Promise(entry, event.to(), event.messages()));
      } else if (event.is(Kind.CLOSED) && event.mergedInto() != 0) {
        promises.put(
            new Bundle(id.base(), event.mergedInto()),
            new Promise(entry, null, messagesOfMerged.getOrDefault(event.ticket(), 0L)));
      }
    }
  }

  /** A ticket that joined another gets no more messages, so all that it ever had go along. */
  private Map<Long, Long> messagesOfMerged() {
    Deletions deletions = world.deletions();
    var merged = deletions.merged();
    Map<Long, Long> own = new HashMap<>();
    for (Entry entry : world.onQueues()) {
      Body.Routed routed = entry.routed();
      if (routed != null && !routed.restored() && merged.contains(routed.ticket())) {
        own.merge(routed.ticket(), 1L, Long::sum);
      }
    }
    Map<Long, Long> all = new HashMap<>();
    own.forEach(
        (ticket, messages) -> {
          for (long at : deletions.path(ticket)) {
            all.merge(at, messages, Long::sum);
          }
        });
    return all;
  }

  private void order(Bundle bundle, List<Entry> copies) {
    copies.sort(Comparator.comparingLong(Entry::timestamp));
    Map<Integer, Entry> last = new HashMap<>();
    for (Entry copy : copies) {
      Body.Routed routed = copy.routed();
      Entry before = routed == null ? null : last.put(routed.origin().partition(), copy);
      Body.Routed earlier = before == null ? null : before.routed();
      if (routed == null || before == null || earlier == null) {
        continue;
      }
      if (copy.topic() != before.topic() || copy.partition() != before.partition()) {
        findings.add(copy, "is restored elsewhere than " + before.position());
      } else if (routed.origin().offset() == earlier.origin().offset()) {
        findings.add(copy, "is restored once more, after " + before.position());
      } else if (routed.origin().offset() < earlier.origin().offset()) {
        findings.add(
            copy,
            "of %s is restored after %s of %s"
                .formatted(routed.origin(), before.position(), earlier.origin()));
      }
    }
  }

  private void kept(Bundle bundle, Promise promise) {
    List<Entry> copies = bundles.getOrDefault(bundle, List.of());
    var origins = new TreeSet<String>();
    for (Entry copy : copies) {
      Body.Routed routed = copy.routed();
      if (routed != null) {
        origins.add(routed.origin().toString());
        if (promise.queue != null && !promise.queue.equals(routed.queue())) {
          findings.add(
              copy, "is restored elsewhere than %s says".formatted(promise.event.position()));
        }
      }
    }
    if (origins.size() != promise.messages) {
      findings.add(
          promise.event,
          "%d messages go with t-%d, %d are restored"
              .formatted(promise.messages, bundle.ticket, origins.size()));
    }
  }
}
