package io.gatehouse.commands;

/**
 * A command that the broker has taken.
 *
 * @param key customer id; of settings, the setting's name
 * @param position where its record is on the topic, as {@code partition-offset}
 */
public record PostedCommand(
    String kind, String key, String commandId, String position, byte[] contentHash) {

  /** Whether an outcome's {@code ce_id} is that of this very record. */
  boolean isAnsweredBy(String eventId) {
    return eventId.endsWith(":" + position.replace('-', ':'));
  }
}
