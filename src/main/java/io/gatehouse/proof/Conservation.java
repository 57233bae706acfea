package io.gatehouse.proof;

import io.gatehouse.topics.Topic;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * G1 for messages and replies: each inbound and each outbound record becomes exactly one record,
 * with the same content.
 */
final class Conservation {

  private final World world;
  private final Findings findings;

  private Conservation(World world, Findings findings) {
    this.world = world;
    this.findings = findings;
  }

  static void check(World world, Findings findings) {
    var check = new Conservation(world, findings);
    check.oneAnswerEach(world.answers());
    check.oneAnswerEach(world.replyAnswers());
    check.restoredCopies();
    check.everythingReadable();
  }

  private void oneAnswerEach(Answers answers) {
    List<Entry> input = world.on(answers.input());
    for (int i = 0; i < input.size(); i++) {
      Entry answer = answers.of(i);
      if (answer == null) {
        findings.add(input.get(i), "became nothing: not passed on, not suppressed, no dead letter");
      } else {
        compare(input.get(i), answer);
      }
    }
    for (Entry second : answers.further()) {
      findings.add(second, "is one more output of a record that has one already");
    }
    for (Entry unasked : answers.unasked()) {
      findings.add(unasked, "is the output of a record that is not there");
    }
  }

  private void restoredCopies() {
    for (Entry copy : world.onQueues()) {
      Body.Routed routed = copy.routed();
      if (routed != null && routed.restored()) {
        Entry original = world.find(routed.origin());
        if (original == null) {
          findings.add(copy, "is a copy of a message that is not there");
        } else {
          report(copy, routedDiffers(original, copy, routed));
        }
      }
    }
  }

  private void everythingReadable() {
    for (Topic topic : Topic.values()) {
      boolean input =
          topic == Topic.MESSAGES_INBOUND
              || topic == Topic.MESSAGES_OUTBOUND
              || World.COMMANDS.contains(topic);
      for (Entry entry : world.on(topic)) {
        if (!input && entry.body() instanceof Body.Unreadable unreadable) {
          findings.add(entry, "is no record of the contract: " + unreadable.why());
        }
      }
    }
  }

  private void compare(Entry inbound, Entry answer) {
    if (answer.body() instanceof Body.DeadLetter dead) {
      report(answer, deadLetterDiffers(inbound, answer, dead));
      return;
    }
    if (!world.idOf(inbound).equals(answer.id())) {
      findings.add(answer, "should have the ce_id " + world.idOf(inbound));
    }
    if (answer.body() instanceof Body.Routed routed) {
      report(answer, routedDiffers(inbound, answer, routed));
    } else if (answer.body() instanceof Body.Delivered) {
      report(answer, deliveredDiffers(inbound, answer));
    } else if (answer.body() instanceof Body.Suppressed suppressed) {
      report(answer, suppressedDiffers(inbound, answer, suppressed));
    }
  }

  private void report(Entry answer, @Nullable String difference) {
    if (difference != null) {
      findings.add(answer, difference);
    }
  }

  private static @Nullable String routedDiffers(Entry inbound, Entry answer, Body.Routed routed) {
    String key =
        answer.topic() == Topic.TICKETS_BLOCKED ? String.valueOf(answer.id()) : inbound.key();
    if (!World.queue(answer.topic()).equals(routed.queue())) {
      return "says that its queue is " + routed.queue();
    }
    return Objects.equals(key, answer.key())
        ? contentDiffers(inbound, answer)
        : "has the wrong key";
  }

  private static @Nullable String deliveredDiffers(Entry outbound, Entry answer) {
    return Objects.equals(outbound.key(), answer.key())
        ? contentDiffers(outbound, answer)
        : "has the wrong key";
  }

  private static @Nullable String suppressedDiffers(
      Entry inbound, Entry answer, Body.Suppressed suppressed) {
    if (!Objects.equals(inbound.key(), answer.key())) {
      return "has the wrong key";
    }
    if (suppressed.reason().equals("erased")) {
      return answer.content().hasValue() ? "is erased and has a value" : null;
    }
    return contentDiffers(inbound, answer);
  }

  private static @Nullable String contentDiffers(Entry inbound, Entry answer) {
    if (!Objects.equals(inbound.key(), answer.customer())) {
      return "is about another customer than its message";
    }
    if (inbound.content().value() != answer.content().value()) {
      return "has another value than its message";
    }
    return inbound.content().passedOn() == answer.content().passedOn()
        ? null
        : "has other headers than its message";
  }

  /** For commands too. */
  static @Nullable String deadLetterDiffers(Entry input, Entry answer, Body.DeadLetter dead) {
    if (dead.tooLarge()) {
      return answer.content().hasValue() ? "is said to have no value and has one" : null;
    }
    if (!Objects.equals(input.key(), answer.key())) {
      return "has another key than what it stands for";
    }
    if (input.content().value() != answer.content().value()) {
      return "has another value than what it stands for";
    }
    return input.content().received() == answer.content().received()
        ? null
        : "has other headers than what it stands for";
  }
}
