package io.gatehouse.local.demo;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A ticket as screens see it, and what has been done about it. */
final class OpenTicket {

  private final String id;
  private final String customerId;
  private String queue;
  private @Nullable String agent;
  private Instant since;
  private Instant changed;
  private int version;
  private int messages;
  private @Nullable String lastId;
  private String lastText = "";
  private boolean answered;
  private int seenBySupervisor;
  private int askedAtVersion = -1;
  private Instant asked = Instant.EPOCH;

  OpenTicket(String id, String customerId, String queue, Instant now) {
    this.id = id;
    this.customerId = customerId;
    this.queue = queue;
    this.since = now;
    this.changed = now;
  }

  /** A message came. Older news than is known says nothing about where the ticket is. */
  void message(
      String toQueue, @Nullable String toAgent, String messageId, String text, Instant at) {
    messages++;
    if (!at.isBefore(changed)) {
      move(toQueue, toAgent, at);
      lastId = messageId;
      lastText = text;
      answered = false;
    }
  }

  /** It came to a queue. */
  void arrived(String toQueue, @Nullable String toAgent, Instant at) {
    if (!at.isBefore(changed)) {
      move(toQueue, toAgent, at);
    }
  }

  private void move(String toQueue, @Nullable String toAgent, Instant at) {
    if (!queue.equals(toQueue)) {
      since = at;
    }
    queue = toQueue;
    agent = toAgent;
    changed = at;
    version++;
  }

  void answered() {
    answered = true;
  }

  /** A command was sent; until its effect is seen there is nothing more to do. */
  void asked(Instant now) {
    askedAtVersion = version;
    asked = now;
  }

  /** A command without an effect was refused, or lost: another can be sent after a while. */
  boolean awaitsEffect(Instant now, Duration patience) {
    return askedAtVersion == version && now.isBefore(asked.plus(patience));
  }

  void seenBySupervisor() {
    seenBySupervisor = messages;
  }

  int unseenBySupervisor() {
    return messages - seenBySupervisor;
  }

  String id() {
    return id;
  }

  String customerId() {
    return customerId;
  }

  boolean in(String someQueue) {
    return queue.equals(someQueue);
  }

  @Nullable String agent() {
    return agent;
  }

  /** When it came to its queue. */
  Instant since() {
    return since;
  }

  /** When it was last heard of. */
  Instant changed() {
    return changed;
  }

  /** Counts what is heard of it. */
  int version() {
    return version;
  }

  int messages() {
    return messages;
  }

  /** The {@code ce_id} of the last message, if the ticket has one. */
  @Nullable String lastId() {
    return lastId;
  }

  String lastText() {
    return lastText;
  }

  /** Whether the customer, or a colleague who called back, waits for a word. */
  boolean needsAnswer() {
    return !answered;
  }
}
