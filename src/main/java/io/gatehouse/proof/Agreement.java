package io.gatehouse.proof;

import io.gatehouse.topics.Topic;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** G4 for messages: each row has its record, with the same decision, and the other way round. */
final class Agreement {

  private Agreement() {}

  static void check(World world, Findings findings) {
    List<Entry> inbound = world.on(Topic.MESSAGES_INBOUND);
    for (int i = 0; i < inbound.size(); i++) {
      Entry answer = world.answers().of(i);
      Database.Message row = world.rows().of(i);
      if (answer != null) {
        String difference = difference(world, inbound.get(i), answer, row);
        if (difference != null) {
          findings.add(answer, difference);
        }
      } else if (row != null) {
        findings.add(
            "%s of %s".formatted(row, inbound.get(i).position()),
            row.customer(),
            inbound.get(i).timestamp(),
            "has no record");
      }
    }
    for (Database.Message row : world.rows().unasked()) {
      findings.add(
          row.toString(), row.customer(), Findings.UNKNOWN_TIME, "is of no inbound record");
    }
  }

  private static @Nullable String difference(
      World world, Entry inbound, Entry answer, Database.@Nullable Message row) {
    if (answer.body() instanceof Body.Routed routed) {
      return row == null
          ? missing(world, answer, routed)
          : differs(inbound, row, routed.queue(), routed.reason(), routed);
    }
    if (answer.body() instanceof Body.Suppressed suppressed
        && suppressed.reason().equals("blacklisted")) {
      return row == null
          ? "is in no message row"
          : differs(inbound, row, null, suppressed.reason(), null);
    }
    return row == null ? null : "is not accepted, and the %s is there".formatted(row);
  }

  private static @Nullable String missing(World world, Entry answer, Body.Routed routed) {
    boolean deleted =
        world.deletions().deletionOf(routed.ticket()) != null
            || world.deletions().tombstoneOf(String.valueOf(answer.id())) != null;
    return deleted ? null : "is in no message row, and its ticket was not deleted";
  }

  private static @Nullable String differs(
      Entry inbound,
      Database.Message row,
      @Nullable String queue,
      String reason,
      Body.@Nullable Routed routed) {
    if (!Objects.equals(row.customer(), inbound.customer())) {
      return "is of another customer in the " + row;
    }
    if (row.value() != inbound.content().value()) {
      return "has another value in the " + row;
    }
    if (!Objects.equals(row.queue(), queue) || !row.reason().equals(reason)) {
      return "went to %s as %s, says the %s".formatted(row.queue(), row.reason(), row);
    }
    if (row.ticket() != (routed == null ? 0 : routed.ticket())) {
      return "belongs to t-%d, says the %s".formatted(row.ticket(), row);
    }
    if (routed == null) {
      return null;
    }
    if (row.newTicket() != routed.newTicket()) {
      return "opened its ticket in one of record and row only";
    }
    return Objects.equals(row.agent(), routed.agent())
        ? null
        : "is for %s, says the %s".formatted(row.agent(), row);
  }
}
