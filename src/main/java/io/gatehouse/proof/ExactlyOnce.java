package io.gatehouse.proof;

import io.gatehouse.topics.Topic;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** G2: no record, no message and no row twice. */
final class ExactlyOnce {

  private static final List<Topic> UNIQUE_IDS =
      List.of(
          Topic.TICKETS_INBOX,
          Topic.TICKETS_BOT,
          Topic.TICKETS_UNASSIGNED,
          Topic.TICKETS_BLOCKED,
          Topic.MESSAGES_DELIVER,
          Topic.MESSAGES_SUPPRESSED,
          Topic.CUSTOMERS_STATE);

  private ExactlyOnce() {}

  static void check(World world, Findings findings) {
    UNIQUE_IDS.forEach(topic -> ids(world.on(topic), findings));
    outcomes(world, findings);
    deadLetters(world, findings);
    accepted(world, world.answers(), findings);
    accepted(world, world.replyAnswers(), findings);
    rows(world, findings);
  }

  private static void ids(List<Entry> entries, Findings findings) {
    Map<EventId, Entry> seen = HashMap.newHashMap(entries.size());
    for (Entry entry : entries) {
      EventId id = entry.id();
      Entry before = id == null ? null : seen.putIfAbsent(id, entry);
      if (before != null) {
        findings.add(entry, "has the ce_id of " + before.position());
      }
    }
  }

  /** As often as the command was sent, at most. */
  private static void outcomes(World world, Findings findings) {
    record Name(String command, String key, String commandId) {}
    Map<Name, Integer> sent = new HashMap<>();
    for (Topic topic : World.COMMANDS) {
      for (Entry entry : world.on(topic)) {
        if (entry.body() instanceof Body.Command command && entry.key() != null) {
          sent.merge(
              new Name(World.kind(topic), entry.key(), command.commandId()), 1, Integer::sum);
        }
      }
    }
    for (List<Entry> same : world.outcomes().byId().values()) {
      Entry first = same.getFirst();
      if (first.key() != null && first.body() instanceof Body.Outcome outcome) {
        var name = new Name(outcome.command(), first.key(), outcome.commandId());
        int allowed = Math.max(1, sent.getOrDefault(name, 0));
        for (int i = allowed; i < same.size(); i++) {
          findings.add(
              same.get(i),
              "has the ce_id of %s, and the command was not sent again"
                  .formatted(first.position()));
        }
      }
    }
  }

  private static void deadLetters(World world, Findings findings) {
    for (Topic topic : Topic.values()) {
      Map<Position, Entry> seen = new HashMap<>();
      for (Entry entry : world.on(topic)) {
        if (entry.body() instanceof Body.DeadLetter dead) {
          Entry before = seen.putIfAbsent(dead.origin(), entry);
          if (before != null) {
            findings.add(entry, "stands for the same record as " + before.position());
          }
        }
      }
    }
  }

  /**
   * Of messages with the same customer, channel and message id one is accepted, ever; of replies,
   * with the same ticket.
   */
  private static void accepted(World world, Answers answers, Findings findings) {
    List<Entry> input = world.on(answers.input());
    Map<Long, Entry> seen = HashMap.newHashMap(input.size());
    for (int i = 0; i < input.size(); i++) {
      Entry answer = answers.of(i);
      long identity = identity(input.get(i).body());
      if (answer != null && isAccepted(answer.body()) && identity != 0) {
        Entry before = seen.putIfAbsent(identity, input.get(i));
        if (before != null) {
          findings.add(
              answer,
              "is no duplicate, though %s was accepted before".formatted(before.position()));
        }
      }
    }
  }

  private static long identity(Body input) {
    return switch (input) {
      case Body.Inbound message -> message.identity();
      case Body.Reply reply -> reply.identity();
      default -> 0;
    };
  }

  /** A suppressed reply is accepted where it is kept in a conversation. */
  private static boolean isAccepted(Body answer) {
    if (answer instanceof Body.Suppressed suppressed) {
      return suppressed.origin().topic() == Topic.MESSAGES_OUTBOUND
          ? suppressed.ticket() != 0
          : !suppressed.reason().equals("duplicate");
    }
    return answer instanceof Body.Routed || answer instanceof Body.Delivered;
  }

  private static void rows(World world, Findings findings) {
    List<Database.Message> rows = world.database().messages();
    Map<Long, Database.Message> seen = HashMap.newHashMap(rows.size());
    for (Database.Message row : rows) {
      Database.Message before = row.identity() == 0 ? null : seen.putIfAbsent(row.identity(), row);
      if (before != null) {
        findings.add(
            row.toString(),
            row.customer(),
            world.timeOf(row),
            "holds the same message as the " + before);
      }
    }
    for (Database.Message row : world.rows().further()) {
      findings.add(
          row.toString(),
          row.customer(),
          world.timeOf(row),
          "is one more row of its inbound record");
    }
  }
}
