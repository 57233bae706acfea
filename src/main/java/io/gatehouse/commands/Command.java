package io.gatehouse.commands;

import io.gatehouse.progress.SourcePartition;
import java.time.Instant;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * A valid command.
 *
 * @param kind what is asked: {@code block}, {@code unblock} ...
 * @param key customer id; of settings, the setting's name
 * @param body the whole value, checked against the topic's schema
 * @param contentHash equal for equal content, whatever the order of the fields
 * @param appendedAt the broker's append time, which decides between commands on different topics
 */
public record Command(
    String kind,
    String key,
    String commandId,
    JsonNode body,
    byte[] contentHash,
    SourcePartition source,
    long offset,
    Instant appendedAt) {

  public String actorId() {
    return body.required("actor").required("id").stringValue();
  }

  public Optional<String> text(String field) {
    JsonNode value = body.get(field);
    return value == null ? Optional.empty() : Optional.of(value.stringValue());
  }

  /** A field that the topic's schema requires. */
  public String requiredText(String field) {
    return body.required(field).stringValue();
  }

  /** The {@code ce_id} of its outcome. */
  String eventId() {
    return source.eventId(offset);
  }
}
