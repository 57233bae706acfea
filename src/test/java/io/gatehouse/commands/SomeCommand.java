package io.gatehouse.commands;

import io.gatehouse.progress.SourcePartition;
import io.gatehouse.sql.RoundTrip;
import io.gatehouse.topics.Topic;
import io.gatehouse.topics.TopicSchemas;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

/** A command topic and what is read from it; nothing is handled. */
record SomeCommand(String kind) implements CommandHandler {

  static final Instant APPENDED = Instant.parse("2026-11-21T10:00:00.123Z");
  static final SourcePartition SOURCE = new SourcePartition(3, "T0p1c", "commands.x", 5);
  static final long OFFSET = 77;

  private static final CommandParser PARSER =
      new CommandParser(new CommandForm(new TopicSchemas()));

  @Override
  public Topic topic() {
    return Topic.valueOf("COMMANDS_" + kind.toUpperCase(Locale.ROOT).replace('-', '_'));
  }

  @Override
  public String keyField() {
    return kind.equals("settings") ? "setting" : "customerId";
  }

  @Override
  public Verdict handle(Command command, Instant now, RoundTrip writes) {
    throw new UnsupportedOperationException();
  }

  /**
   * A value with the fields that all commands have, and these.
   *
   * @param fields JSON, without braces
   */
  String value(String fields) {
    String key = kind.equals("settings") ? "" : "\"customerId\":\"c-42\",";
    return "{\"commandId\":\"k-1\",%s\"actor\":{\"id\":\"agent-7\"}%s}"
        .formatted(key, fields.isEmpty() ? "" : "," + fields);
  }

  String key() {
    return kind.equals("settings") ? "bot.enabled" : "c-42";
  }

  CommandParser.Read read(String value) {
    return read(key().getBytes(StandardCharsets.UTF_8), value.getBytes(StandardCharsets.UTF_8));
  }

  CommandParser.Read read(byte[] key, byte[] value) {
    return PARSER.read(
        this,
        SOURCE,
        new ConsumerRecord<>(
            "commands.x",
            5,
            OFFSET,
            APPENDED.toEpochMilli(),
            TimestampType.LOG_APPEND_TIME,
            key.length,
            value.length,
            key,
            value,
            new RecordHeaders(),
            Optional.empty()));
  }

  /** Of a value that is valid. */
  Command command(String value) {
    return ((CommandParser.Read.Valid) read(value)).command();
  }
}
