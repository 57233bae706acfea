package io.gatehouse.tools;

import io.gatehouse.commands.CommandForm;
import io.gatehouse.deadletters.Defect;
import io.gatehouse.message.InboundMessageParser;
import io.gatehouse.message.Parsed;
import io.gatehouse.message.ParsedReply;
import io.gatehouse.message.ReplyParser;
import io.gatehouse.topics.Topic;
import io.gatehouse.topics.TopicSchemas;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;

/** What Gatehouse would find wrong with a record, found with its own code. */
final class InputChecks {

  private final InboundMessageParser messages = new InboundMessageParser();
  private final ReplyParser replies = new ReplyParser();
  private final CommandForm commands = new CommandForm(new TopicSchemas());

  /** What would make it a dead letter, or null. */
  @Nullable Defect check(Topic input, ProducerRecord<byte[], byte[]> wanted) {
    return check(
        input,
        new ConsumerRecord<>(
            wanted.topic(),
            0,
            0,
            ConsumerRecord.NO_TIMESTAMP,
            TimestampType.NO_TIMESTAMP_TYPE,
            ConsumerRecord.NULL_SIZE,
            ConsumerRecord.NULL_SIZE,
            wanted.key(),
            wanted.value(),
            wanted.headers(),
            Optional.empty()));
  }

  private @Nullable Defect check(Topic input, ConsumerRecord<byte[], byte[]> record) {
    return switch (input) {
      case MESSAGES_INBOUND ->
          messages.parse(record) instanceof Parsed.Bad bad ? bad.defect() : null;
      case MESSAGES_OUTBOUND ->
          replies.parse(record) instanceof ParsedReply.Bad bad ? bad.defect() : null;
      case COMMANDS_SETTINGS -> commands.check(input, "setting", record);
      default -> commands.check(input, "customerId", record);
    };
  }

  /** Checks what a user wants to send. */
  void require(Topic input, ProducerRecord<byte[], byte[]> wanted) {
    Defect defect = check(input, wanted);
    if (defect != null) {
      throw new ToolException(
          Exit.USAGE,
          "not sent (%s): %s".formatted(defect.code().contractName(), defect.message()));
    }
  }
}
