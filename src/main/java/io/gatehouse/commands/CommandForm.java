package io.gatehouse.commands;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import io.gatehouse.deadletters.Defect;
import io.gatehouse.deadletters.RecordChecks;
import io.gatehouse.topics.Topic;
import io.gatehouse.topics.TopicSchemas;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.exc.JsonNodeException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The form of a command's value: the schema of its topic in {@code topics/}, and what its handler
 * adds. The same for those that come in, those that Gatehouse posts and those that tools send.
 */
@Component
public class CommandForm {

  /** A record's value. */
  sealed interface Content {
    record Body(JsonNode json) implements Content {}

    record Bad(Defect defect) implements Content {}
  }

  private static final JsonMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(RecordChecks.MAX_JSON_DEPTH)
                          .maxStringLength(RecordChecks.MAX_RECORD_BYTES)
                          .maxNameLength(RecordChecks.MAX_RECORD_BYTES)
                          .build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(JsonNodeFeature.WRITE_PROPERTIES_SORTED)
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .build();

  private final TopicSchemas schemas;

  public CommandForm(TopicSchemas schemas) {
    this.schemas = schemas;
  }

  /** The JSON object that a record has as its value. */
  static Content content(ConsumerRecord<byte[], byte[]> input) {
    Defect unfit = RecordChecks.check(input);
    if (unfit != null) {
      return new Content.Bad(unfit);
    }
    JsonNode body;
    try {
      body = JSON.readTree(input.value());
    } catch (StreamConstraintsException e) {
      return new Content.Bad(
          Defect.invalid(
              "command",
              "nested deeper than %d, or a number too long"
                  .formatted(RecordChecks.MAX_JSON_DEPTH)));
    } catch (JacksonException e) {
      var at = e.getLocation();
      return new Content.Bad(
          Defect.notJson(
              "the value is not JSON, see byte %d".formatted(at == null ? 0 : at.getByteOffset())));
    }
    return body == null || !body.isObject()
        ? new Content.Bad(Defect.notJson("the value is not a JSON object"))
        : new Content.Body(body);
  }

  /**
   * What the topic's schema and the record's key show to be wrong with a command, or null. A
   * handler may find more.
   *
   * @param keyField the field that equals the record key
   */
  public @Nullable Defect check(
      Topic topic, String keyField, ConsumerRecord<byte[], byte[]> input) {
    return switch (content(input)) {
      case Content.Bad bad -> bad.defect();
      case Content.Body body -> {
        Defect defect = check(topic, body.json());
        yield defect == null
            ? RecordChecks.checkKey(
                input.key(), keyField, body.json().required(keyField).stringValue())
            : defect;
      }
    };
  }

  /** What is wrong with a value, or null. */
  @Nullable Defect check(CommandHandler handler, JsonNode body) {
    Defect defect = check(handler.topic(), body);
    return defect == null ? handler.check(body) : defect;
  }

  private @Nullable Defect check(Topic topic, JsonNode body) {
    if (!StandardCharsets.UTF_8.newEncoder().canEncode(JSON.writeValueAsString(body))) {
      return Defect.invalid("command", "has half of a surrogate pair");
    }
    Schema schema = schemas.of(topic);
    try {
      List<Error> errors = schema.validate(body);
      return errors.isEmpty() ? null : SchemaDefect.of(errors.getFirst());
    } catch (JsonNodeException e) {
      // the validator reads numbers as long
      return Defect.invalid(numberTooLarge(schema, body), "is out of range");
    }
  }

  private static String numberTooLarge(Schema schema, JsonNode body) {
    return schema.getSchemaNode().path("properties").propertyNames().stream()
        .filter(name -> body.path(name).isNumber() && !body.path(name).canConvertToLong())
        .findFirst()
        .orElse("command");
  }

  /** Equal for equal content, whatever the order of the fields. */
  static byte[] hash(JsonNode body) {
    try {
      byte[] sorted = JSON.writeValueAsString(body).getBytes(StandardCharsets.UTF_8);
      return MessageDigest.getInstance("SHA-256").digest(sorted);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }
}
