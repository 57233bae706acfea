package io.gatehouse.commands;

import io.gatehouse.deadletters.Defect;
import io.gatehouse.deadletters.RecordChecks;
import io.gatehouse.progress.SourcePartition;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.databind.JsonNode;

/** Reads a command and checks it against its form. */
@Component
class CommandParser {

  /** A command, read. */
  sealed interface Read {
    record Valid(Command command) implements Read {}

    record Bad(Defect defect) implements Read {}
  }

  private final CommandForm form;

  CommandParser(CommandForm form) {
    this.form = form;
  }

  Read read(CommandHandler handler, SourcePartition source, ConsumerRecord<byte[], byte[]> input) {
    Defect unfit = RecordChecks.check(input);
    if (unfit != null) {
      return new Read.Bad(unfit);
    }
    JsonNode body;
    try {
      body = CommandForm.read(input.value());
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
    Defect defect = form.check(handler, body);
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
            CommandForm.hash(body),
            source,
            input.offset(),
            Instant.ofEpochMilli(input.timestamp())));
  }
}
