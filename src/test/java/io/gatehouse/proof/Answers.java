package io.gatehouse.proof;

import io.gatehouse.topics.Topic;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** For each record on {@code messages.inbound} what it became; restored copies do not count. */
final class Answers {

  private final @Nullable Entry[] first;
  private final List<Entry> further = new ArrayList<>();
  private final List<Entry> unasked = new ArrayList<>();

  Answers(World world) {
    first = new Entry[world.on(Topic.MESSAGES_INBOUND).size()];
    for (Entry entry : world.onQueues()) {
      if (entry.body() instanceof Body.Routed routed && !routed.restored()) {
        add(world, entry, routed.origin());
      }
    }
    for (Entry entry : world.on(Topic.MESSAGES_SUPPRESSED)) {
      if (entry.body() instanceof Body.Suppressed suppressed) {
        add(world, entry, suppressed.origin());
      }
    }
    for (Entry entry : world.on(Topic.MESSAGES_INBOUND_DLT)) {
      if (entry.body() instanceof Body.DeadLetter dead) {
        add(world, entry, dead.origin());
      }
    }
  }

  private void add(World world, Entry answer, Position origin) {
    int index = origin.topic() == Topic.MESSAGES_INBOUND ? world.indexOf(origin) : -1;
    if (index < 0) {
      unasked.add(answer);
    } else if (first[index] == null) {
      first[index] = answer;
    } else {
      further.add(answer);
    }
  }

  /** The answer to the record at this place in {@link World#on}. */
  @Nullable Entry of(int index) {
    return first[index];
  }

  @Nullable Entry of(World world, Position origin) {
    int index = world.indexOf(origin);
    return index < 0 ? null : first[index];
  }

  /** Second and later answers to one record. */
  List<Entry> further() {
    return further;
  }

  /** Answers to records that are not there. */
  List<Entry> unasked() {
    return unasked;
  }
}
