package io.gatehouse.message;

import com.ethlo.time.ITU;
import io.gatehouse.deadletters.Defect;
import io.gatehouse.deadletters.RecordChecks;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.JsonRecyclerPools;

/**
 * The fields of one message as they are met, in one pass and without building what nobody needs:
 * those that all messages have, whoever says them, and those of a subclass.
 */
abstract class MessageFields {

  private static final int MAX_TEXT = 64 * 1024;
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .recyclerPool(JsonRecyclerPools.threadLocalPool()) // few threads read, and very often
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(RecordChecks.MAX_JSON_DEPTH)
                  .maxStringLength(RecordChecks.MAX_RECORD_BYTES)
                  .maxNameLength(RecordChecks.MAX_RECORD_BYTES)
                  .maxNumberLength(RecordChecks.MAX_RECORD_BYTES)
                  .build())
          .build();

  private @Nullable String current;
  private int seen;
  private @Nullable String messageId;
  private @Nullable String customerId;
  private boolean sentAt;
  private boolean textOrAttachment;

  /** Whether the subclass reads a field of this name. */
  abstract boolean isOwn(String name);

  /** Reads a field that not all messages have, or skips it; its bits are 32 and above. */
  abstract void readOwn(String name, @Nullable JsonToken token, JsonParser parser);

  /**
   * All fields have been met.
   *
   * @return the customer id
   * @throws FieldException if something is missing
   */
  abstract String complete();

  /** Reads a record. Returns what is wrong with it, null if nothing is. */
  final @Nullable Defect readAll(ConsumerRecord<byte[], byte[]> input) {
    Defect unfit = RecordChecks.check(input);
    if (unfit != null) {
      return unfit;
    }
    try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), input.value())) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return Defect.notJson("the value is not a JSON object");
      }
      for (String name = parser.nextName(); name != null; name = parser.nextName()) {
        current = name;
        read(name, parser);
      }
      current = null;
      if (parser.nextToken() != null) {
        return Defect.notJson("something follows the JSON object");
      }
      return RecordChecks.checkKey(input.key(), "customerId", complete());
    } catch (FieldException e) {
      return e.defect;
    } catch (StreamConstraintsException e) {
      return Defect.invalid(
          currentField(), "nested deeper than %d".formatted(RecordChecks.MAX_JSON_DEPTH));
    } catch (JacksonException e) {
      var at = e.getLocation();
      return Defect.notJson(
          "the value is not JSON, see byte %d".formatted(at == null ? 0 : at.getByteOffset()));
    }
  }

  private String currentField() {
    if (current == null) {
      return "message";
    }
    return switch (current) {
      case "messageId", "customerId", "sentAt", "text", "attachments" -> current;
      default -> isOwn(current) ? current : "an unknown field"; // its name is content
    };
  }

  private void read(String name, JsonParser parser) {
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
      case "sentAt" -> {
        once(name, 4);
        if (!ITU.isValid(Strings.any(name, token, parser))) {
          throw new FieldException(name, "must be an RFC 3339 time with offset");
        }
        sentAt = true;
      }
      case "text" -> {
        once(name, 8);
        textOrAttachment |= Strings.checkText(name, MAX_TEXT, token, parser) > 0;
      }
      case "attachments" -> {
        once(name, 16);
        textOrAttachment |= Parts.attachments(token, parser) > 0;
      }
      default -> readOwn(name, token, parser);
    }
  }

  /** Which of two values counts is for parsers to disagree about. */
  final void once(String name, int bit) {
    if ((seen & bit) != 0) {
      throw new FieldException(name, "is there twice");
    }
    seen |= bit;
  }

  final String messageId() {
    return required("messageId", messageId);
  }

  final String customerId() {
    return required("customerId", customerId);
  }

  final void requireContent() {
    if (!sentAt) {
      throw new FieldException("sentAt", "is missing");
    }
    if (!textOrAttachment) {
      throw new FieldException("text", "there must be a text or an attachment");
    }
  }

  static <T> T required(String name, @Nullable T value) {
    if (value == null) {
      throw new FieldException(name, "is missing");
    }
    return value;
  }
}
