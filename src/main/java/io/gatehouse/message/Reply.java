package io.gatehouse.message;

import java.util.Locale;

/**
 * What the gate needs of a valid reply. Text and attachments have been checked and stay in the
 * record's value, which is passed on byte for byte.
 *
 * @param ticketId the conversation, as its sender names it
 * @param actorId who says it
 */
public record Reply(
    String messageId, String customerId, String ticketId, String actorId, From from) {

  /** What kind of actor it is. */
  public enum From {
    AGENT,
    BOT;

    private final String label = name().toLowerCase(Locale.ROOT);

    /** Its name in records and in the database. */
    public String label() {
      return label;
    }
  }
}
