package io.gatehouse.api;

import java.util.Map;
import java.util.Set;
import org.springframework.http.ResponseEntity;
import tools.jackson.databind.JsonNode;

/** An announced outcome as an answer over HTTP: as it is, or as a problem if it is a rejection. */
final class Outcomes {

  private static final Set<String> NOT_FOUND = Set.of("unknown-customer", "unknown-ticket");

  /** What to do, by the code of the rejection. */
  private static final Map<String, String> ADVICE =
      Map.of(
          "id-reused",
          "Send another Idempotency-Key with another request.",
          "superseded",
          "Look at the customer again, and give the command again if it is still wanted.",
          "feature-disabled",
          "An admin can turn it on: PUT /api/settings/block-contact.enabled with {\"value\":"
              + " true}.",
          "unknown-customer",
          "Check the customer's id: it is case-sensitive.",
          "unknown-ticket",
          "Look at the customer's tickets again.",
          "blacklisted",
          "Take the customer off the blacklist first.",
          "blocked",
          "Unblock the customer first.",
          "wrong-state",
          "Look at the ticket again: somebody else may have changed it.");

  private Outcomes() {}

  static ResponseEntity<Object> answer(JsonNode outcome) {
    if (outcome.required("status").stringValue().equals("rejected")) {
      throw problem(outcome);
    }
    return ResponseEntity.ok(outcome);
  }

  private static ProblemException problem(JsonNode outcome) {
    String code = outcome.required("code").stringValue();
    String message = outcome.path("message").asString("");
    ProblemKind kind = NOT_FOUND.contains(code) ? ProblemKind.NOT_FOUND : ProblemKind.REJECTED;
    return new ProblemException(
            kind,
            "It was rejected: %s. %s".formatted(message, ADVICE.getOrDefault(code, "")).strip())
        .with("code", code)
        .with("commandId", outcome.required("commandId").stringValue());
  }
}
