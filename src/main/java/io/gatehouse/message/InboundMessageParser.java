package io.gatehouse.message;

import io.gatehouse.deadletters.Defect;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Reads {@code messages.inbound}, checking what {@code topics/messages.inbound.yaml} says, in one
 * pass and without building what nobody needs: this runs for every message. Tests hold it against
 * that schema.
 */
@Component
public class InboundMessageParser {

  private static final int MAX_CHANNEL = 32;

  public Parsed parse(ConsumerRecord<byte[], byte[]> input) {
    var fields = new Fields();
    Defect defect = fields.readAll(input);
    return defect == null ? new Parsed.Valid(fields.message()) : new Parsed.Bad(defect);
  }

  private static boolean isChannel(String value) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if ((c < 'a' || c > 'z') && (c < '0' || c > '9') && c != '-') {
        return false;
      }
    }
    return !value.isEmpty() && value.length() <= MAX_CHANNEL;
  }

  private static final class Fields extends MessageFields {
    private @Nullable String channel;
    private @Nullable Profile profile;
    private @Nullable Web web;

    @Override
    boolean isOwn(String name) {
      return switch (name) {
        case "channel", "customer", "web" -> true;
        default -> false;
      };
    }

    @Override
    void readOwn(String name, @Nullable JsonToken token, JsonParser parser) {
      switch (name) {
        case "channel" -> {
          once(name, 32);
          channel = Strings.any(name, token, parser);
          if (!isChannel(channel)) {
            throw new FieldException(name, "must be 1 to 32 of a-z, 0-9 and -");
          }
        }
        case "customer" -> {
          once(name, 64);
          profile = Parts.profile(token, parser);
        }
        case "web" -> {
          once(name, 128);
          web = Parts.web(token, parser);
        }
        default -> parser.skipChildren();
      }
    }

    @Override
    String complete() {
      return message().customerId();
    }

    InboundMessage message() {
      String theMessageId = messageId();
      String theCustomerId = customerId();
      String theChannel = required("channel", channel);
      requireContent();
      return new InboundMessage(theMessageId, theCustomerId, theChannel, profile, web);
    }
  }
}
