package io.gatehouse.proof;

import io.gatehouse.topics.Topic;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * For each record on {@code messages.inbound}, or {@code messages.outbound}, what it became;
 * restored copies do not count.
 */
final class Answers {

  private final World world;
  private final Topic input;
  private final @Nullable Entry[] first;
  private final List<Entry> further = new ArrayList<>();
  private final List<Entry> unasked = new ArrayList<>();

  private Answers(World world, Topic input) {
    this.world = world;
    this.input = input;
    first = new Entry[world.on(input).size()];
    for (Entry entry : world.on(input.deadLetters())) {
      if (entry.body() instanceof Body.DeadLetter dead) {
        add(entry, dead.origin());
      }
    }
  }

  static Answers toMessages(World world) {
    var answers = new Answers(world, Topic.MESSAGES_INBOUND);
    for (Entry entry : world.onQueues()) {
      if (entry.body() instanceof Body.Routed routed && !routed.restored()) {
        answers.add(entry, routed.origin());
      }
    }
    answers.addSuppressed(false);
    return answers;
  }

  static Answers toReplies(World world) {
    var answers = new Answers(world, Topic.MESSAGES_OUTBOUND);
    for (Entry entry : world.on(Topic.MESSAGES_DELIVER)) {
      if (entry.body() instanceof Body.Delivered delivered) {
        answers.add(entry, delivered.origin());
      }
    }
    answers.addSuppressed(true);
    return answers;
  }

  private void addSuppressed(boolean ofReplies) {
    for (Entry entry : world.on(Topic.MESSAGES_SUPPRESSED)) {
      if (entry.body() instanceof Body.Suppressed suppressed
          && (suppressed.origin().topic() == Topic.MESSAGES_OUTBOUND) == ofReplies) {
        add(entry, suppressed.origin());
      }
    }
  }

  private void add(Entry answer, Position origin) {
    int index = indexOf(origin);
    if (index < 0) {
      unasked.add(answer);
    } else if (first[index] == null) {
      first[index] = answer;
    } else {
      further.add(answer);
    }
  }

  private int indexOf(Position origin) {
    return origin.topic() == input ? world.indexOf(origin) : -1;
  }

  Topic input() {
    return input;
  }

  /** The answer to the record at this place in {@link World#on}. */
  @Nullable Entry of(int index) {
    return first[index];
  }

  @Nullable Entry of(Position origin) {
    int index = indexOf(origin);
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
