package io.gatehouse.tools;

import io.gatehouse.kafka.CloudEvent.Attribute;
import io.gatehouse.topics.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A record that Gatehouse has published, as it is shown. Only messages and replies have content;
 * what events, outcomes and states say is shown always.
 */
record PublishedRecord(TopicReader.Seen seen) {

  private static final JsonMapper JSON = JsonMapper.shared();
  private static final String OURS = "gatehouse.";

  Instant at() {
    return Instant.ofEpochMilli(seen.source().timestamp());
  }

  /** Whom it is about; of settings, the setting. */
  @Nullable String customer() {
    String subject = header(Attribute.SUBJECT);
    return subject == null ? utf8(seen.source().key()) : subject;
  }

  private String type() {
    String type = header(Attribute.TYPE);
    if (type == null) {
      return seen.topic() == Topic.CUSTOMERS_STATE ? "state" : "?";
    }
    return type.startsWith(OURS) ? type.substring(OURS.length()) : type;
  }

  private boolean hasContent() {
    return type().startsWith("message.") || type().startsWith("reply.");
  }

  ObjectNode json(boolean content) {
    ObjectNode json = JSON.createObjectNode();
    json.put("topic", seen.topic().contractName());
    json.put("partition", seen.source().partition());
    json.put("offset", seen.source().offset());
    json.put("at", at().toString());
    json.put("key", utf8(seen.source().key()));
    ObjectNode headers = json.putObject("headers");
    for (Header header : seen.source().headers()) {
      headers.put(header.key(), utf8(header.value()));
    }
    if (content || !hasContent()) {
      json.set("value", value());
    }
    return json;
  }

  String text(boolean content, Output output) {
    String line =
        "%s  %s  %s  %s%s"
            .formatted(
                output.colour(Output.Colour.GREY, at().toString()),
                seen.topic().contractName().replaceFirst("^(tickets|messages|commands)\\.", ""),
                type(),
                Output.plain(customer()),
                details());
    if (!content || !hasContent()) {
      return line;
    }
    return line + "  " + Output.plain(value().path("text").asString(""));
  }

  private String details() {
    JsonNode value = hasContent() ? JSON.createObjectNode() : value();
    Stream<@Nullable String> details =
        Stream.of(
            named("ticket", header(Attribute.TICKETID)),
            named("reason", header(Attribute.REASON)),
            named("agent", header(Attribute.AGENT)),
            named("channel", header(Attribute.CHANNEL)),
            header(Attribute.NEWTICKET) == null ? null : "new ticket",
            header(Attribute.RESTORED) == null ? null : "restored",
            field(value, "from"),
            field(value, "to"),
            field(value, "command"),
            field(value, "status"),
            field(value, "code"),
            field(value, "commandId"),
            flag(value, "blocked"),
            flag(value, "blacklisted"));
    return details
        .filter(each -> each != null)
        .map(each -> "  " + each)
        .collect(Collectors.joining());
  }

  private static @Nullable String named(String name, @Nullable String value) {
    return value == null ? null : name + "=" + Output.plain(value);
  }

  private static @Nullable String field(JsonNode value, String name) {
    JsonNode field = value.path(name);
    return field.isString() ? named(name, field.stringValue()) : null;
  }

  private static @Nullable String flag(JsonNode value, String name) {
    JsonNode field = value.path(name);
    return field.isObject() ? name + " by " + Output.plain(field.path("by").asString("?")) : null;
  }

  private @Nullable String header(Attribute attribute) {
    return attribute.in(seen.source().headers());
  }

  /** Null, as JSON has it, for a tombstone; a string if it is no JSON. */
  private JsonNode value() {
    byte[] value = seen.source().value();
    if (value == null) {
      return JSON.nullNode();
    }
    try {
      return JSON.readTree(value);
    } catch (JacksonException e) {
      return JSON.getNodeFactory().stringNode(utf8(value));
    }
  }

  static @Nullable String utf8(byte @Nullable [] bytes) {
    return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
  }
}
