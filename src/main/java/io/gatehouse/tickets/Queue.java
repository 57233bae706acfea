package io.gatehouse.tickets;

import io.gatehouse.topics.Topic;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Where an open ticket lives. */
public enum Queue {
  INBOX(Topic.TICKETS_INBOX),
  BOT(Topic.TICKETS_BOT),
  UNASSIGNED(Topic.TICKETS_UNASSIGNED),
  BLOCKED(Topic.TICKETS_BLOCKED);

  private final Topic topic;
  private final String label = name().toLowerCase(Locale.ROOT);

  Queue(Topic topic) {
    this.topic = topic;
  }

  public Topic topic() {
    return topic;
  }

  /** Its name in records and in the database. */
  public String label() {
    return label;
  }

  /** Empty if there is no such queue. */
  public static Optional<Queue> find(String label) {
    return Arrays.stream(values()).filter(queue -> queue.label.equals(label)).findFirst();
  }

  public static Queue of(String label) {
    return valueOf(label.toUpperCase(Locale.ROOT));
  }
}
