package io.gatehouse.proof;

import io.gatehouse.topics.Topic;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** G4 for replies: each row has its record, with the same decision, and the other way round. */
final class ReplyAgreement {

  private ReplyAgreement() {}

  static void check(World world, Findings findings) {
    Map<Position, Database.Reply> rows = rows(world, findings);
    List<Entry> outbound = world.on(Topic.MESSAGES_OUTBOUND);
    for (int i = 0; i < outbound.size(); i++) {
      Entry answer = world.replyAnswers().of(i);
      Database.Reply row = rows.remove(outbound.get(i).position());
      if (answer != null) {
        String difference = difference(world, outbound.get(i), answer, row);
        if (difference != null) {
          findings.add(answer, difference);
        }
      } else if (row != null) {
        findings.add(row.toString(), row.customer(), outbound.get(i).timestamp(), "has no record");
      }
    }
    for (Database.Reply row : rows.values()) {
      findings.add(
          row.toString(), row.customer(), Findings.UNKNOWN_TIME, "is of no outbound record");
    }
  }

  private static Map<Position, Database.Reply> rows(World world, Findings findings) {
    Map<Position, Database.Reply> rows = new HashMap<>();
    for (Database.Reply row : world.database().replies()) {
      var origin =
          new Position(Topic.MESSAGES_OUTBOUND, partition(world, row.source()), row.offset());
      if (rows.putIfAbsent(origin, row) != null) {
        findings.add(
            row.toString(), row.customer(), Findings.UNKNOWN_TIME, "is one more of its record");
      }
    }
    return rows;
  }

  /** -1 if it is none of this topic. */
  private static int partition(World world, int sourceId) {
    Database.Source source = world.database().sources().get(sourceId);
    return source != null && source.topicId().equals(world.topicId(Topic.MESSAGES_OUTBOUND))
        ? source.partition()
        : -1;
  }

  private static @Nullable String difference(
      World world, Entry outbound, Entry answer, Database.@Nullable Reply row) {
    return switch (answer.body()) {
      case Body.Delivered delivered ->
          row == null
              ? missing(world, delivered.ticket())
              : differs(outbound, row, "delivered", delivered.ticket(), delivered);
      case Body.Suppressed suppressed -> {
        if (suppressed.ticket() == 0) {
          yield row == null ? null : "is kept in no conversation, and the %s is".formatted(row);
        }
        yield row == null
            ? missing(world, suppressed.ticket())
            : differs(outbound, row, suppressed.reason(), suppressed.ticket(), null);
      }
      default -> row == null ? null : "is not accepted, and the %s is there".formatted(row);
    };
  }

  private static @Nullable String missing(World world, long ticket) {
    return world.deletions().deletionOf(ticket) == null
        ? "is in no reply row, and its ticket was not deleted"
        : null;
  }

  private static @Nullable String differs(
      Entry outbound,
      Database.Reply row,
      String decision,
      long ticket,
      Body.@Nullable Delivered delivered) {
    if (!Objects.equals(row.customer(), outbound.customer())) {
      return "is of another customer in the " + row;
    }
    if (row.value() != outbound.content().value()) {
      return "has another value in the " + row;
    }
    if (!row.decision().equals(decision)) {
      return "was %s, says the %s".formatted(row.decision(), row);
    }
    if (row.ticket() != ticket) {
      return "belongs to t-%d, says the %s".formatted(row.ticket(), row);
    }
    if (delivered == null) {
      return null;
    }
    boolean sameSpeaker =
        row.saidBy().equals(delivered.reason())
            && (row.saidBy().equals("agent") ? row.actor() : "")
                .equals(Objects.requireNonNullElse(delivered.agent(), ""));
    return sameSpeaker ? null : "is said by %s, says the %s".formatted(row.actor(), row);
  }
}
