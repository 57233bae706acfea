package io.gatehouse.tools;

import io.gatehouse.topics.Topic;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What an agent's screen or a BOT does. */
@Command(
    name = "reply",
    description = "Send a reply to a customer, or many, and print whether it may leave.",
    footer = {
      "",
      "Examples:",
      "  gatehouse reply --customer c-42 --ticket t-7 --text 'On its way.'",
      "  gatehouse reply --customer c-42 --ticket t-7 --from bot --actor bot-1 --text Hello"
    })
final class Reply implements Callable<Integer> {

  /** Who says it, as people type it. */
  enum From {
    agent,
    bot
  }

  private final Session session;
  private final Clock clock;

  @Mixin SendOptions message = new SendOptions();
  @Mixin AnswerOptions options = new AnswerOptions();

  @Option(names = "--ticket", paramLabel = "ID", description = "The conversation's ticket.")
  @Nullable String ticket;

  @Option(
      names = "--from",
      defaultValue = "agent",
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  From from = From.agent;

  @Option(
      names = "--actor",
      paramLabel = "ID",
      description = "The agent or BOT (default: the user of this computer).")
  String actor = System.getProperty("user.name", "unknown");

  Reply(Session session, Clock clock) {
    this.session = session;
    this.clock = clock;
  }

  @Override
  public Integer call() {
    Map<String, Object> fields = new HashMap<>();
    if (ticket != null) {
      fields.put("ticketId", ticket);
    }
    fields.put("from", from.name());
    fields.put("actor", Map.of("id", actor));
    return new Sending(session, Topic.MESSAGES_OUTBOUND, options)
        .run(new MessageLines(message, fields, clock))
        .code();
  }
}
