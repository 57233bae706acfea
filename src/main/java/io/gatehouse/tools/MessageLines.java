package io.gatehouse.tools;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The messages that a user wants to send: one made of options, or the lines of a file. */
final class MessageLines {

  /**
   * One of them.
   *
   * @param name where it stands, for errors
   * @param messageId as far as it can be read, like the customer
   */
  record Line(String name, String messageId, String customerId, byte[] value) {}

  /** Takes them one by one. */
  interface Taker {
    void take(Line line);
  }

  private static final JsonMapper JSON = JsonMapper.shared();

  private final Map<String, Object> fields = new LinkedHashMap<>();
  private final @Nullable Path file;
  private final Clock clock;

  MessageLines(SendOptions options, Map<String, Object> others, Clock clock) {
    file = options.file;
    this.clock = clock;
    put("messageId", options.messageId);
    put("customerId", options.customer);
    put("sentAt", options.sentAt);
    put("text", options.text);
    fields.putAll(others);
    if (file == null && (options.customer == null || options.text == null)) {
      throw new ToolException(Exit.USAGE, "give --customer and --text, or --file");
    }
    if (file != null && options.messageId != null) {
      throw new ToolException(Exit.USAGE, "--message-id is for one message, not for a file");
    }
  }

  private void put(String field, @Nullable String value) {
    if (value != null) {
      fields.put(field, value);
    }
  }

  void forEach(Taker taker) {
    if (file == null) {
      taker.take(line("the message", JSON.createObjectNode()));
      return;
    }
    try (BufferedReader in =
        file.toString().equals("-")
            ? new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))
            : Files.newBufferedReader(file)) {
      int number = 0;
      for (String text = in.readLine(); text != null; text = in.readLine()) {
        number++;
        if (!text.isBlank()) {
          taker.take(line("line " + number, text));
        }
      }
    } catch (IOException e) {
      throw new ToolException(Exit.USAGE, "--file: cannot read " + file);
    }
  }

  /** A line that is no JSON object is left for the check to say so. */
  private Line line(String name, String text) {
    try {
      if (JSON.readTree(text) instanceof ObjectNode message) {
        boolean complete =
            message.has("messageId")
                && message.has("sentAt")
                && fields.keySet().stream().allMatch(message::has);
        return complete ? of(name, message, text) : line(name, message);
      }
    } catch (JacksonException e) {
      // as any other line that is no object
    }
    return of(name, JSON.createObjectNode(), text);
  }

  private Line line(String name, ObjectNode message) {
    Map<String, Object> all = new LinkedHashMap<>(fields);
    all.putIfAbsent("messageId", UUID.randomUUID().toString());
    all.putIfAbsent("sentAt", clock.instant().truncatedTo(ChronoUnit.MILLIS).toString());
    all.forEach(
        (field, value) -> {
          if (!message.has(field)) {
            message.set(field, JSON.<JsonNode>valueToTree(value));
          }
        });
    return of(name, message, message.toString());
  }

  private static Line of(String name, ObjectNode message, String text) {
    return new Line(
        name,
        message.path("messageId").asString("?"),
        message.path("customerId").asString("?"),
        text.getBytes(StandardCharsets.UTF_8));
  }
}
