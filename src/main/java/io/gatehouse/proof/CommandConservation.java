package io.gatehouse.proof;

import io.gatehouse.topics.Topic;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * G1 for commands: each record becomes exactly one outcome or one dead letter. A command sent again
 * gets the stored outcome; the commandId used again for another one, a refusal of its own.
 */
final class CommandConservation {

  /** Under which a command is stored. */
  private record Name(Topic topic, String key, String commandId) {}

  /** The records that one {@code ce_id} of an outcome answers. */
  private record Asked(boolean idReused, List<Entry> commands) {}

  private final World world;
  private final Findings findings;
  private final Map<Name, Entry> originals = new HashMap<>();
  private final Map<EventId, Asked> asked = new LinkedHashMap<>();

  private CommandConservation(World world, Findings findings) {
    this.world = world;
    this.findings = findings;
  }

  static void check(World world, Findings findings) {
    var check = new CommandConservation(world, findings);
    World.COMMANDS.forEach(check::topic);
    check.outcomes();
  }

  private void topic(Topic topic) {
    Map<Position, List<Entry>> deadLetters = new HashMap<>();
    for (Entry entry : world.on(topic.deadLetters())) {
      if (entry.body() instanceof Body.DeadLetter dead) {
        deadLetters.computeIfAbsent(dead.origin(), any -> new ArrayList<>(1)).add(entry);
      }
    }
    for (Entry command : world.on(topic)) {
      List<Entry> dead = deadLetters.remove(command.position());
      if (dead != null) {
        deadLetters(command, dead);
      } else if (command.key() != null && command.body() instanceof Body.Command body) {
        ask(command, new Name(topic, command.key(), body.commandId()), body);
      } else {
        findings.add(command, "is no command and has no dead letter");
      }
    }
    deadLetters.values().stream()
        .flatMap(List::stream)
        .forEach(dead -> findings.add(dead, "stands for a record that is not there"));
  }

  private void deadLetters(Entry command, List<Entry> dead) {
    for (Entry second : dead.subList(1, dead.size())) {
      findings.add(second, "is one more dead letter of " + command.position());
    }
    Entry first = dead.getFirst();
    if (first.body() instanceof Body.DeadLetter body) {
      String difference = Conservation.deadLetterDiffers(command, first, body);
      if (difference != null) {
        findings.add(first, difference);
      }
    }
  }

  private void ask(Entry command, Name name, Body.Command body) {
    Entry original = originals.putIfAbsent(name, command);
    boolean again =
        original != null
            && original.body() instanceof Body.Command first
            && first.contentHash() == body.contentHash();
    EventId id = world.idOf(again && original != null ? original : command);
    asked
        .computeIfAbsent(id, any -> new Asked(original != null, new ArrayList<>(1)))
        .commands
        .add(command);
  }

  private void outcomes() {
    Map<EventId, List<Entry>> unasked = new LinkedHashMap<>(world.outcomes().byId());
    asked.forEach(
        (id, question) -> {
          List<Entry> outcomes = Objects.requireNonNullElse(unasked.remove(id), List.of());
          compare(question, outcomes);
        });
    unasked.values().stream()
        .flatMap(List::stream)
        .forEach(outcome -> findings.add(outcome, "is the outcome of no command"));
  }

  private void compare(Asked question, List<Entry> outcomes) {
    int expected = question.commands.size();
    for (int i = outcomes.size(); i < expected; i++) {
      findings.add(
          question.commands.get(i),
          i == 0 ? "has no outcome and no dead letter" : "was sent again and not answered again");
    }
    for (int i = expected; i < outcomes.size(); i++) {
      findings.add(
          outcomes.get(i), "is one more outcome: the command came %d time(s)".formatted(expected));
    }
    for (Entry outcome : outcomes) {
      compare(question, outcomes.getFirst(), outcome);
    }
  }

  private void compare(Asked question, Entry announcement, Entry outcome) {
    Entry command = question.commands.getFirst();
    if (!(outcome.body() instanceof Body.Outcome said)
        || !(command.body() instanceof Body.Command wanted)) {
      return;
    }
    if (!said.command().equals(World.kind(command.topic()))
        || !said.commandId().equals(wanted.commandId())
        || !Objects.equals(outcome.key(), command.key())) {
      findings.add(outcome, "has the ce_id of another command, " + command.position());
    } else if (said.idReused() != question.idReused) {
      findings.add(
          outcome,
          question.idReused
              ? "should refuse the commandId used before with other content"
              : "refuses a commandId that was not used before");
    } else if (outcome.content().value() != announcement.content().value()) {
      findings.add(outcome, "differs from the outcome announced first");
    }
  }
}
