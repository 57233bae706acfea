package io.gatehouse.commands;

import io.gatehouse.deadletters.Defect;
import io.gatehouse.deadletters.RecordChecks;
import io.gatehouse.progress.SourcePartition;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.stereotype.Component;
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
    return switch (CommandForm.content(input)) {
      case CommandForm.Content.Bad bad -> new Read.Bad(bad.defect());
      case CommandForm.Content.Body body -> readBody(handler, source, input, body.json());
    };
  }

  private Read readBody(
      CommandHandler handler,
      SourcePartition source,
      ConsumerRecord<byte[], byte[]> input,
      JsonNode body) {
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
