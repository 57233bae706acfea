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

/** What a connector does. */
@Command(
    name = "send",
    description = "Send a customer's message, or many, and print where Gatehouse put them.",
    footer = {
      "",
      "Each line of output: message, customer, queue, reason, ticket. A line that is no valid message"
          + " ends it; the lines before it have been sent.",
      "",
      "Examples:",
      "  gatehouse send --customer c-42 --channel whatsapp --text 'Where is my order?'",
      "  gatehouse send --file messages.ndjson --json",
      "  zcat old.ndjson.gz | gatehouse send --file - --no-wait"
    })
final class Send implements Callable<Integer> {

  private final Session session;
  private final Clock clock;

  @Mixin SendOptions message = new SendOptions();
  @Mixin AnswerOptions options = new AnswerOptions();

  @Option(names = "--channel", paramLabel = "NAME", description = "For example whatsapp, web.")
  @Nullable String channel;

  Send(Session session, Clock clock) {
    this.session = session;
    this.clock = clock;
  }

  @Override
  public Integer call() {
    Map<String, Object> fields = new HashMap<>();
    if (channel != null) {
      fields.put("channel", channel);
    }
    return new Sending(session, Topic.MESSAGES_INBOUND, options)
        .run(new MessageLines(message, fields, clock))
        .code();
  }
}
