package io.gatehouse.proof;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** G4 for commands: the stored outcome is the one announced, and the other way round. */
final class CommandAgreement {

  private CommandAgreement() {}

  static void check(World world, Findings findings) {
    Map<EventId, Database.Command> rows = new HashMap<>();
    for (Database.Command row : world.database().commands()) {
      Database.Source source = world.database().sources().get(row.source());
      if (source == null) {
        findings.add(
            row.toString(), row.key(), Findings.UNKNOWN_TIME, "is from no known partition");
      } else {
        rows.put(new EventId(source.topicId(), source.partition(), row.offset(), ""), row);
      }
    }
    Set<EventId> announced = new HashSet<>();
    world
        .outcomes()
        .byId()
        .forEach(
            (id, entries) -> {
              Entry entry = entries.getFirst();
              if (entry.body() instanceof Body.Outcome outcome && !outcome.idReused()) {
                announced.add(id);
                compare(rows.get(id), entry, outcome, findings);
              }
            });
    rows.forEach(
        (id, row) -> {
          if (!announced.contains(id)) {
            findings.add(row.toString(), row.key(), Findings.UNKNOWN_TIME, "has no outcome " + id);
          }
        });
  }

  private static void compare(
      Database.@Nullable Command row, Entry entry, Body.Outcome outcome, Findings findings) {
    if (row == null) {
      findings.add(entry, "is not stored");
    } else if (!row.kind().equals(outcome.command())
        || !row.commandId().equals(outcome.commandId())
        || !Objects.equals(row.key(), entry.key())) {
      findings.add(entry, "is stored as the " + row);
    } else if (row.outcome() != entry.content().value()) {
      findings.add(entry, "differs from the text in the " + row);
    }
  }
}
