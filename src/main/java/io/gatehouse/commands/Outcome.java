package io.gatehouse.commands;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The one answer to a command, as it is on {@code commands.outcome}. */
final class Outcome {

  private static final JsonMapper JSON = JsonMapper.shared();

  private Outcome() {}

  static String of(Command command, String keyField, Verdict verdict, Instant at) {
    ObjectNode outcome = JSON.createObjectNode();
    outcome.put("commandId", command.commandId());
    outcome.put("command", command.kind());
    outcome.put(keyField, command.key());
    outcome.putObject("actor").put("id", command.actorId());
    outcome.put("status", status(verdict));
    if (verdict instanceof Verdict.Rejected rejected) {
      outcome.put("code", rejected.rejection().code());
      outcome.put("message", rejected.rejection().message());
    }
    outcome.put("at", at.toString());
    ObjectNode detail = detail(verdict);
    if (detail != null) {
      outcome.set("detail", detail);
    }
    return outcome.toString();
  }

  private static String status(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Done done -> "done";
      case Verdict.Unchanged unchanged -> "unchanged";
      case Verdict.Rejected rejected -> "rejected";
    };
  }

  private static @Nullable ObjectNode detail(Verdict verdict) {
    return verdict instanceof Verdict.Done done ? done.detail() : null;
  }
}
