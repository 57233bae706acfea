package io.gatehouse.tools;

import io.gatehouse.deadletters.DeadLetter;
import io.gatehouse.kafka.CloudEvent.Attribute;
import io.gatehouse.tickets.Queue;
import io.gatehouse.topics.Topic;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * What became of a message or a reply, read from the one record that says so.
 *
 * @param origin the input record, as {@code topic:partition:offset}
 * @param outcome a queue, {@code delivered}, {@code suppressed} or {@code dead-letter}
 * @param reason why; of a dead letter, its code and what is wrong
 */
record Decision(
    String origin,
    String outcome,
    String reason,
    @Nullable String ticketId,
    boolean newTicket,
    boolean isDeadLetter) {

  /** Where the decisions on an input topic are. */
  static List<Topic> topics(Topic input) {
    List<Topic> topics = new ArrayList<>();
    if (input == Topic.MESSAGES_INBOUND) {
      Arrays.stream(Queue.values()).map(Queue::topic).forEach(topics::add);
    } else {
      topics.add(Topic.MESSAGES_DELIVER);
    }
    topics.add(Topic.MESSAGES_SUPPRESSED);
    topics.add(input.deadLetters());
    return topics;
  }

  /** Null if the record is no decision: an event, a restored copy, what was sent. */
  static @Nullable Decision of(TopicReader.Seen seen) {
    if (seen.topic() == Topic.MESSAGES_INBOUND_DLT || seen.topic() == Topic.MESSAGES_OUTBOUND_DLT) {
      var letter = new DeadLetter(seen.topic(), seen.source());
      return new Decision(
          letter.origin(),
          "dead-letter",
          "%s: %s".formatted(letter.code(), letter.message()),
          null,
          false,
          true);
    }
    Headers headers = seen.source().headers();
    String origin = Attribute.ORIGIN.in(headers);
    if (origin == null || Attribute.RESTORED.in(headers) != null) {
      return null;
    }
    return new Decision(
        origin,
        outcome(seen.topic()),
        String.valueOf(Attribute.REASON.in(headers)),
        Attribute.TICKETID.in(headers),
        "true".equals(Attribute.NEWTICKET.in(headers)),
        false);
  }

  private static String outcome(Topic topic) {
    return switch (topic) {
      case MESSAGES_DELIVER -> "delivered";
      case MESSAGES_SUPPRESSED -> "suppressed";
      default -> topic.contractName().substring("tickets.".length());
    };
  }

  String text(Output output) {
    Output.Colour colour =
        switch (outcome) {
          case "dead-letter", "blocked" -> Output.Colour.RED;
          case "suppressed" -> Output.Colour.YELLOW;
          default -> Output.Colour.GREEN;
        };
    return "%s  %s%s%s"
        .formatted(
            output.colour(colour, outcome),
            reason,
            ticketId == null ? "" : "  " + ticketId,
            newTicket ? "  new ticket" : "");
  }

  void addTo(ObjectNode json) {
    json.put("outcome", outcome);
    json.put("reason", reason);
    if (ticketId != null) {
      json.put("ticketId", ticketId);
      json.put("newTicket", newTicket);
    }
  }
}
