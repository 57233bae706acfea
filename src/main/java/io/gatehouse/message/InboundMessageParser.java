package io.gatehouse.message;

import com.ethlo.time.ITU;
import io.gatehouse.deadletters.Defect;
import io.gatehouse.deadletters.RecordChecks;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads {@code messages.inbound}, checking what {@code topics/messages.inbound.yaml} says, in one
 * pass and without building what nobody needs: this runs for every message. Tests hold it against
 * that schema.
 */
@Component
public class InboundMessageParser {

  private static final int MAX_TEXT = 64 * 1024;
  private static final Pattern CHANNEL = Pattern.compile("[a-z0-9-]{1,32}");
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(RecordChecks.MAX_JSON_DEPTH)
                  .maxStringLength(RecordChecks.MAX_RECORD_BYTES)
                  .maxNameLength(RecordChecks.MAX_RECORD_BYTES)
                  .maxNumberLength(RecordChecks.MAX_RECORD_BYTES)
                  .build())
          .build();

  public Parsed parse(ConsumerRecord<byte[], byte[]> input) {
    Defect unfit = RecordChecks.check(input);
    if (unfit != null) {
      return new Parsed.Bad(unfit);
    }
    var fields = new Fields();
    try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), input.value())) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return new Parsed.Bad(Defect.notJson("the value is not a JSON object"));
      }
      for (String name = parser.nextName(); name != null; name = parser.nextName()) {
        fields.current = name;
        fields.read(name, parser);
      }
      fields.current = null;
      if (parser.nextToken() != null) {
        return new Parsed.Bad(Defect.notJson("something follows the JSON object"));
      }
      InboundMessage message = fields.message();
      Defect mismatch = RecordChecks.checkKey(input.key(), "customerId", message.customerId());
      return mismatch == null ? new Parsed.Valid(message) : new Parsed.Bad(mismatch);
    } catch (FieldException e) {
      return new Parsed.Bad(e.defect);
    } catch (StreamConstraintsException e) {
      return new Parsed.Bad(
          Defect.invalid(
              fields.currentField(),
              "nested deeper than %d".formatted(RecordChecks.MAX_JSON_DEPTH)));
    } catch (JacksonException e) {
      var at = e.getLocation();
      return new Parsed.Bad(
          Defect.notJson(
              "the value is not JSON, see byte %d".formatted(at == null ? 0 : at.getByteOffset())));
    }
  }

  /** The fields of one message as they are met. */
  private static final class Fields {
    @Nullable String current;
    private int seen;
    private @Nullable String messageId;
    private @Nullable String customerId;
    private @Nullable String channel;
    private boolean sentAt;
    private boolean textOrAttachment;
    private @Nullable Profile profile;
    private @Nullable Web web;

    String currentField() {
      if (current == null) {
        return "message";
      }
      return switch (current) {
        case "messageId",
            "customerId",
            "channel",
            "sentAt",
            "text",
            "attachments",
            "customer",
            "web" ->
            current;
        default -> "an unknown field"; // its name is content
      };
    }

    void read(String name, JsonParser parser) {
      JsonToken token = parser.nextToken();
      switch (name) {
        case "messageId" -> {
          once(name, 1);
          messageId = Strings.id(name, token, parser);
        }
        case "customerId" -> {
          once(name, 2);
          customerId = Strings.id(name, token, parser);
        }
        case "channel" -> {
          once(name, 4);
          channel = Strings.any(name, token, parser);
          if (!CHANNEL.matcher(channel).matches()) {
            throw new FieldException(name, "must be 1 to 32 of a-z, 0-9 and -");
          }
        }
        case "sentAt" -> {
          once(name, 8);
          if (!ITU.isValid(Strings.any(name, token, parser))) {
            throw new FieldException(name, "must be an RFC 3339 time with offset");
          }
          sentAt = true;
        }
        case "text" -> {
          once(name, 16);
          textOrAttachment |= Strings.checkText(name, MAX_TEXT, token, parser) > 0;
        }
        case "attachments" -> {
          once(name, 32);
          textOrAttachment |= Parts.attachments(token, parser) > 0;
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

    /** Which of two values counts is for parsers to disagree about. */
    private void once(String name, int bit) {
      if ((seen & bit) != 0) {
        throw new FieldException(name, "is there twice");
      }
      seen |= bit;
    }

    InboundMessage message() {
      String theMessageId = required("messageId", messageId);
      String theCustomerId = required("customerId", customerId);
      String theChannel = required("channel", channel);
      if (!sentAt) {
        throw new FieldException("sentAt", "is missing");
      }
      if (!textOrAttachment) {
        throw new FieldException("text", "there must be a text or an attachment");
      }
      return new InboundMessage(theMessageId, theCustomerId, theChannel, profile, web);
    }

    private static String required(String name, @Nullable String value) {
      if (value == null) {
        throw new FieldException(name, "is missing");
      }
      return value;
    }
  }
}
