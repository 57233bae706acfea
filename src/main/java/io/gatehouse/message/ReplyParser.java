package io.gatehouse.message;

import io.gatehouse.deadletters.Defect;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Reads {@code messages.outbound}, checking what {@code topics/messages.outbound.yaml} says: the
 * same way, and with the same limits and words, as a message that comes in.
 */
@Component
public class ReplyParser {

  public ParsedReply parse(ConsumerRecord<byte[], byte[]> input) {
    var fields = new Fields();
    Defect defect = fields.readAll(input);
    return defect == null ? new ParsedReply.Valid(fields.reply()) : new ParsedReply.Bad(defect);
  }

  private static final class Fields extends MessageFields {
    private @Nullable String ticketId;
    private @Nullable String actorId;
    private Reply.@Nullable From from;

    @Override
    boolean isOwn(String name) {
      return switch (name) {
        case "ticketId", "actor", "from" -> true;
        default -> false;
      };
    }

    @Override
    void readOwn(String name, @Nullable JsonToken token, JsonParser parser) {
      switch (name) {
        case "ticketId" -> {
          once(name, 32);
          ticketId = Strings.id(name, token, parser);
        }
        case "actor" -> {
          once(name, 64);
          actorId = Parts.actor(token, parser);
        }
        case "from" -> {
          once(name, 128);
          from = from(Strings.any(name, token, parser));
        }
        default -> parser.skipChildren();
      }
    }

    private static Reply.From from(String value) {
      for (Reply.From each : Reply.From.values()) {
        if (each.label().equals(value)) {
          return each;
        }
      }
      throw new FieldException("from", "must be agent or bot");
    }

    @Override
    String complete() {
      return reply().customerId();
    }

    Reply reply() {
      String theMessageId = messageId();
      String theCustomerId = customerId();
      String theTicketId = required("ticketId", ticketId);
      String theActorId = required("actor", actorId);
      Reply.From theFrom = required("from", from);
      requireContent();
      return new Reply(theMessageId, theCustomerId, theTicketId, theActorId, theFrom);
    }
  }
}
