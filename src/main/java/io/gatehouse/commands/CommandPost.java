package io.gatehouse.commands;

import io.gatehouse.deadletters.Defect;
import io.gatehouse.deadletters.RecordChecks;
import io.gatehouse.kafka.RecordPost;
import io.gatehouse.topics.Topics;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/**
 * Posts commands to their topics, for those who ask over HTTP and for Gatehouse itself. They are
 * answered as everybody's are.
 */
@Component
public class CommandPost {

  private final RecordPost post;
  private final Topics topics;
  private final CommandKinds kinds;
  private final CommandForm form;

  CommandPost(RecordPost post, Topics topics, CommandKinds kinds, CommandForm form) {
    this.post = post;
    this.topics = topics;
    this.kinds = kinds;
    this.form = form;
  }

  /** What would make a command a dead letter, or null. */
  public @Nullable Defect check(String kind, ObjectNode body) {
    CommandHandler handler = kinds.get(kind);
    Defect defect = form.check(handler, body);
    return defect == null ? tooLarge(body, key(handler, body)) : defect;
  }

  /**
   * Posts a command that has been checked, and returns when the broker has it.
   *
   * @throws KafkaException if it may not have it; it may have it nevertheless, so whoever tries
   *     again keeps the command's id
   */
  public PostedCommand post(String kind, ObjectNode body) {
    CommandHandler handler = kinds.get(kind);
    String key = key(handler, body);
    RecordMetadata taken =
        post.send(
            new ProducerRecord<>(
                topics.name(handler.topic()), null, utf8(key), utf8(body.toString())));
    return new PostedCommand(
        kind,
        key,
        body.required("commandId").stringValue(),
        taken.partition() + "-" + taken.offset(),
        CommandForm.hash(body));
  }

  private static String key(CommandHandler handler, ObjectNode body) {
    return body.required(handler.keyField()).stringValue();
  }

  private static @Nullable Defect tooLarge(ObjectNode body, String key) {
    int size = utf8(key).length + utf8(body.toString()).length;
    return size <= RecordChecks.MAX_RECORD_BYTES
        ? null
        : new Defect(
            Defect.Code.TOO_LARGE,
            "the command has %d bytes, more than %d"
                .formatted(size, RecordChecks.MAX_RECORD_BYTES));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
