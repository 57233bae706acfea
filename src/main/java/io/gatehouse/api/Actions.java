package io.gatehouse.api;

import io.gatehouse.commands.CommandAnswers;
import io.gatehouse.commands.CommandPost;
import io.gatehouse.commands.PostedCommand;
import io.gatehouse.deadletters.Defect;
import io.gatehouse.kafka.Outage;
import java.time.Duration;
import java.util.function.Consumer;
import org.apache.kafka.common.KafkaException;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
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
    body.put("commandId", caller.requestId(kind));
    body.put(keyField, key);
    body.putObject("actor").put("id", caller.user().id());
    fields.accept(body);
    Defect defect = post.check(kind, body);
    if (defect != null) {
      throw ProblemException.of(defect);
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
    return CommandPending.answer(
        command.commandId(),
        command.kind(),
        CommandController.link(
            command.kind(), command.key(), command.commandId(), command.position()));
  }
}
