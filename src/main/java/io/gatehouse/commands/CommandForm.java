package io.gatehouse.commands;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import io.gatehouse.deadletters.Defect;
import io.gatehouse.deadletters.RecordChecks;
import io.gatehouse.topics.TopicSchemas;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.exc.JsonNodeException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The form of a command's value: the schema of its topic in {@code topics/}, and what its handler
 * adds. The same for those that come in and for those that Gatehouse posts.
 */
@Component
class CommandForm {

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

  CommandForm(TopicSchemas schemas) {
    this.schemas = schemas;
  }

  static @Nullable JsonNode read(byte[] value) {
    return JSON.readTree(value);
  }

  /** What is wrong with a value, or null. */
  @Nullable Defect check(CommandHandler handler, JsonNode body) {
    if (!StandardCharsets.UTF_8.newEncoder().canEncode(JSON.writeValueAsString(body))) {
      return Defect.invalid("command", "has half of a surrogate pair");
    }
    Schema schema = schemas.of(handler.topic());
    try {
      List<Error> errors = schema.validate(body);
      return errors.isEmpty() ? handler.check(body) : SchemaDefect.of(errors.getFirst());
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
