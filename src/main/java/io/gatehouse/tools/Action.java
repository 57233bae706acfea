package io.gatehouse.tools;

import io.gatehouse.topics.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Sends one command and prints its outcome. */
abstract class Action implements Callable<Integer> {

  private static final JsonMapper JSON = JsonMapper.shared();

  private final Session session;
  private final Topic topic;

  @Option(
      names = "--actor",
      paramLabel = "ID",
      description = "Who does it, for the audit (default: the user of this computer).")
  String actor = System.getProperty("user.name", "unknown");

  @Option(
      names = "--command-id",
      paramLabel = "ID",
      description = "Its id; one sent again has no second effect (default: a new one).")
  String commandId = UUID.randomUUID().toString();

  @Mixin AnswerOptions options = new AnswerOptions();

  Action(Session session, Topic topic) {
    this.session = session;
    this.topic = topic;
  }

  /** The record's key. */
  abstract String key();

  /** Adds to id and actor what this command has besides, its key's field included. */
  abstract void fill(ObjectNode command);

  /** The last moment to say no. */
  void confirm(Output output) {}

  @Override
  public final Integer call() {
    ObjectNode command = JSON.createObjectNode();
    command.put("commandId", commandId);
    command.putObject("actor").put("id", actor);
    fill(command);
    var wanted =
        new ProducerRecord<>(
            session.installation().topics().name(topic),
            key().getBytes(StandardCharsets.UTF_8),
            command.toString().getBytes(StandardCharsets.UTF_8));
    new InputChecks().require(topic, wanted);
    confirm(session.output());
    JsonNode outcome = ask(wanted);
    if (outcome == null) {
      session
          .output()
          .say(
              "no outcome within %s: is a worker running? To ask again: --command-id %s"
                  .formatted(text(options.timeout), commandId));
      return Exit.NO_ANSWER.code();
    }
    print(outcome);
    boolean rejected = outcome.path("status").asString("").equals("rejected");
    return (rejected ? Exit.REJECTED : Exit.DONE).code();
  }

  /** Null if no outcome comes in time. */
  private @Nullable JsonNode ask(ProducerRecord<byte[], byte[]> wanted) {
    List<Topic> read = options.noWait ? List.of(topic) : List.of(topic, Topic.COMMANDS_OUTCOME);
    try (var reader = new TopicReader(session.installation(), read).fromEnd();
        var sender = new Sender(session.installation())) {
      RecordMetadata taken = sender.send(wanted);
      if (options.noWait) {
        return JSON.createObjectNode()
            .put("commandId", commandId)
            .put("status", "sent")
            .put("position", "%d-%d".formatted(taken.partition(), taken.offset()));
      }
      long deadline = System.nanoTime() + options.timeout.toNanos();
      while (System.nanoTime() < deadline) {
        for (TopicReader.Seen seen : reader.poll(Duration.ofMillis(100))) {
          if (seen.topic() == Topic.COMMANDS_OUTCOME) {
            JsonNode outcome = JSON.readTree(seen.source().value());
            if (isAnswer(outcome)) {
              return outcome;
            }
          }
        }
      }
      return null;
    }
  }

  private boolean isAnswer(JsonNode outcome) {
    return topic.contractName().equals("commands." + outcome.path("command").asString(""))
        && outcome.path("commandId").asString("").equals(commandId)
        && (key().equals(outcome.path("customerId").asString(""))
            || key().equals(outcome.path("setting").asString("")));
  }

  private void print(JsonNode outcome) {
    Output output = session.output();
    if (options.json) {
      output.data(outcome);
      return;
    }
    String status = outcome.path("status").asString("");
    Output.Colour colour =
        switch (status) {
          case "done" -> Output.Colour.GREEN;
          case "rejected" -> Output.Colour.RED;
          default -> Output.Colour.YELLOW;
        };
    String why =
        outcome.has("code")
            ? "  %s: %s".formatted(outcome.path("code").asString(""), message(outcome))
            : "";
    String detail =
        outcome.path("detail").properties().stream()
            .map(field -> "  %s=%s".formatted(field.getKey(), value(field.getValue())))
            .collect(Collectors.joining());
    String what = topic.contractName().substring("commands.".length());
    output.data(
        "%s  %s  %s%s%s"
            .formatted(output.colour(colour, status), what, Output.plain(key()), why, detail));
  }

  private static String value(JsonNode detail) {
    return Output.plain(detail.isValueNode() ? detail.asString() : detail.toString());
  }

  private static String message(JsonNode outcome) {
    return Output.plain(outcome.path("message").asString(""));
  }

  static String text(Duration time) {
    return time.toSecondsPart() == 0 && time.toMinutes() > 0
        ? time.toMinutes() + " min"
        : time.toMillis() / 1000.0 + " s";
  }
}
