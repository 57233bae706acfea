package io.gatehouse.proof;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

/** Reads the values that are not messages. */
final class Values {

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(JsonNodeFeature.WRITE_PROPERTIES_SORTED).build();
  private static final Pattern TICKET = Pattern.compile("t-([1-9][0-9]{0,17})");

  private Values() {}

  static Body command(byte @Nullable [] value) {
    JsonNode json = object(value);
    byte[] sorted = JSON.writeValueAsString(json).getBytes(StandardCharsets.UTF_8);
    return new Body.Command(
        required(json, "commandId"),
        Content.hash(sorted),
        text(json, "action"),
        text(json, "ticketId"));
  }

  static Body outcome(byte @Nullable [] value) {
    JsonNode json = object(value);
    JsonNode detail = json.path("detail");
    return new Body.Outcome(
        required(json, "command"),
        required(json, "commandId"),
        required(json, "status"),
        text(json, "code"),
        detail.path("ticketsMoved").asLong(-1),
        detail.path("ticketsMerged").asLong(-1),
        detail.path("ticketsDeleted").asLong(-1),
        detail.path("messagesErased").asLong(-1),
        detail.path("repliesErased").asLong(-1));
  }

  static Body ticketEvent(Body.TicketEvent.Kind kind, byte @Nullable [] value, long decidedAt) {
    JsonNode json = object(value);
    String mergedInto = text(json, "mergedInto");
    return new Body.TicketEvent(
        kind,
        ticket(required(json, "ticketId")),
        text(json, "from"),
        text(json, "to"),
        text(json, "agent"),
        mergedInto == null ? 0 : ticket(mergedInto),
        json.path("messages").asLong(-1),
        decidedAt);
  }

  static Body state(byte @Nullable [] value) {
    JsonNode json = object(value);
    return new Body.State(flag(json.path("blocked")), flag(json.path("blacklisted")));
  }

  private static @Nullable Flag flag(JsonNode json) {
    if (!json.isObject()) {
      return null;
    }
    String until = text(json, "until");
    return new Flag(
        required(json, "by"),
        Instant.parse(required(json, "at")),
        text(json, "reason"),
        until == null ? null : Instant.parse(until));
  }

  /** The number of a ticket. */
  static long ticket(String ticketId) {
    Matcher matcher = TICKET.matcher(ticketId);
    if (!matcher.matches()) {
      throw new EntryReader.Unfit("ticket id " + ticketId);
    }
    return Long.parseLong(matcher.group(1));
  }

  private static JsonNode object(byte @Nullable [] value) {
    JsonNode json = value == null ? null : JSON.readTree(value);
    if (json == null || !json.isObject()) {
      throw new EntryReader.Unfit("its value is no JSON object");
    }
    return json;
  }

  private static String required(JsonNode json, String field) {
    String value = text(json, field);
    if (value == null) {
      throw new EntryReader.Unfit("it has no " + field);
    }
    return value;
  }

  private static @Nullable String text(JsonNode json, String field) {
    JsonNode value = json.get(field);
    return value == null || !value.isString() ? null : value.stringValue();
  }
}
