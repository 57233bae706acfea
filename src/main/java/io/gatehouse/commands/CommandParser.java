package io.gatehouse.commands;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import io.gatehouse.deadletters.Defect;
import io.gatehouse.deadletters.RecordChecks;
import io.gatehouse.progress.SourcePartition;
import io.gatehouse.topics.TopicSchemas;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
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

/** Reads a command and checks it against the schema of its topic in {@code topics/}. */
@Component
class CommandParser {

  /** A command, read. */
  sealed interface Read {
    record Valid(Command command) implements Read {}

    record Bad(Defect defect) implements Read {}
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

  CommandParser(TopicSchemas schemas) {
    this.schemas = schemas;
  }

  Read read(CommandHandler handler, SourcePartition source, ConsumerRecord<byte[], byte[]> input) {
    Defect unfit = RecordChecks.check(input);
    if (unfit != null) {
      return new Read.Bad(unfit);
    }
    JsonNode body;
    try {
      body = JSON.readTree(input.value());
    } catch (StreamConstraintsException e) {
      return new Read.Bad(
          Defect.invalid(
              "command",
              "nested deeper than %d, or a number too long"
                  .formatted(RecordChecks.MAX_JSON_DEPTH)));
    } catch (JacksonException e) {
      var at = e.getLocation();
      return new Read.Bad(
          Defect.notJson(
              "the value is not JSON, see byte %d".formatted(at == null ? 0 : at.getByteOffset())));
    }
    if (body == null || !body.isObject()) {
      return new Read.Bad(Defect.notJson("the value is not a JSON object"));
    }
    Defect defect = checkValue(handler, body);
    if (defect != null) {
      return new Read.Bad(defect);
    }
    String key = body.required(handler.keyField()).stringValue();
    Defect mismatch = RecordChecks.checkKey(input.key(), handler.keyField(), key);
    if (mismatch != null) {
      return new Read.Bad(mismatch);
    }
    return new Read.Valid(
        new Command(
            handler.kind(),
            key,
            body.required("commandId").stringValue(),
            body,
            hash(body),
            source,
            input.offset(),
            Instant.ofEpochMilli(input.timestamp())));
  }

  private @Nullable Defect checkValue(CommandHandler handler, JsonNode body) {
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

  private static byte[] hash(JsonNode body) {
    try {
      byte[] sorted = JSON.writeValueAsString(body).getBytes(StandardCharsets.UTF_8);
      return MessageDigest.getInstance("SHA-256").digest(sorted);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }
}
