package io.gatehouse.overview;

import java.util.Locale;

/** What a worker does, as its meters are named. */
enum Work {
  MESSAGES("gatehouse.messages", "outcome", "gatehouse.message.delay"),
  REPLIES("gatehouse.replies", "outcome", "gatehouse.reply.delay"),
  COMMANDS("gatehouse.commands", "status", "gatehouse.command.delay");

  /** The outcome, or the status, of what was not acceptable. */
  static final String DEAD_LETTER = "dead-letter";

  private final String counter;
  private final String outcome;
  private final String delay;

  Work(String counter, String outcome, String delay) {
    this.counter = counter;
    this.outcome = outcome;
    this.delay = delay;
  }

  String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  String counter() {
    return counter;
  }

  /** The tag of the counter that says what came of it. */
  String outcomeTag() {
    return outcome;
  }

  /** The timer, with a bucket for each of some limits. */
  String delay() {
    return delay;
  }
}
