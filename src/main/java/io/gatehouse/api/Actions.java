package io.gatehouse.api;

import io.gatehouse.commands.CommandAnswers;
import io.gatehouse.commands.CommandPost;
import io.gatehouse.commands.PostedCommand;
import io.gatehouse.deadletters.Defect;
import io.gatehouse.kafka.Outage;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;
import java.util.UUID;
import java.util.function.Consumer;
import org.apache.kafka.common.KafkaException;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.springframework.web.util.UriComponentsBuilder;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Does what a user asks: posts the command that any screen could have posted, and answers with its
 * outcome. The actor is who is logged in.
 */
@Component
class Actions {

  /** Who waits longer is given a link. */
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private static final Duration OUTAGE = Duration.ofSeconds(5);
  private static final JsonMapper JSON = JsonMapper.shared();

  private final CommandPost post;
  private final CommandAnswers answers;

  Actions(CommandPost post, CommandAnswers answers) {
    this.post = post;
    this.answers = answers;
  }

  /** A command about a customer. */
  ResponseEntity<Object> onCustomer(
      Caller caller, String kind, String customerId, Consumer<ObjectNode> fields) {
    return give(caller, kind, "customerId", customerId, fields);
  }

  ResponseEntity<Object> onSetting(Caller caller, String setting, boolean value) {
    return give(caller, "settings", "setting", setting, body -> body.put("value", value));
  }

  private ResponseEntity<Object> give(
      Caller caller, String kind, String keyField, String key, Consumer<ObjectNode> fields) {
    ObjectNode body = JSON.createObjectNode();
    body.put("commandId", commandId(caller, kind));
    body.put(keyField, key);
    body.putObject("actor").put("id", caller.user().id());
    fields.accept(body);
    Defect defect = post.check(kind, body);
    if (defect != null) {
      throw problem(defect);
    }
    CommandAnswers.Reply reply = ask(kind, body);
    return reply.outcome().map(Outcomes::answer).orElseGet(() -> pending(reply.command()));
  }

  private CommandAnswers.Reply ask(String kind, ObjectNode body) {
    try {
      return answers.ask(kind, body, PATIENCE);
    } catch (KafkaException e) {
      throw ProblemException.unavailable(
              ("It waits for %s, and may have been posted or not. Send it again, with the same %s"
                      + " if there was one.")
                  .formatted(Outage.of(e).words(), Caller.HEADER),
              OUTAGE)
          .with("commandId", body.required("commandId").stringValue());
    }
  }

  private static ResponseEntity<Object> pending(PostedCommand command) {
    URI location =
        UriComponentsBuilder.fromPath(CommandController.PATH)
            .queryParam("record", "{record}")
            .encode()
            .buildAndExpand(command.kind(), command.key(), command.commandId(), command.position())
            .toUri();
    return ResponseEntity.accepted()
        .location(location)
        .body(CommandPending.of(command.commandId(), command.kind()));
  }

  /** By the name that the field has in the request. */
  private static ProblemException problem(Defect defect) {
    if (defect.code() == Defect.Code.TOO_LARGE) {
      return new ProblemException(ProblemKind.TOO_LARGE, defect.message());
    }
    String[] parts = defect.message().split(": ", 2);
    return parts.length == 2
        ? ProblemException.invalid(parts[0].replaceFirst("^profile\\.", ""), parts[1])
        : new ProblemException(ProblemKind.INVALID, defect.message());
  }

  /** The same for the same user, kind of command and key, on every worker. */
  private static String commandId(Caller caller, String kind) {
    return caller
        .idempotencyKey()
        .map(key -> "api-" + hash(caller.user().id() + '\0' + kind + '\0' + key))
        .orElseGet(() -> UUID.randomUUID().toString());
  }

  private static String hash(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }
}
