package io.gatehouse.outbound;

import io.gatehouse.deadletters.Defect;
import io.gatehouse.kafka.RecordPost;
import io.gatehouse.message.ParsedReply;
import io.gatehouse.message.ReplyParser;
import io.gatehouse.topics.Topic;
import io.gatehouse.topics.Topics;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/** Posts what agents say over HTTP to {@code messages.outbound}, where all replies come from. */
@Component
public class ReplyPost {

  private final RecordPost post;
  private final ReplyParser parser;
  private final Topics topics;

  ReplyPost(RecordPost post, ReplyParser parser, Topics topics) {
    this.post = post;
    this.parser = parser;
    this.topics = topics;
  }

  /**
   * Posts a reply, unless it would become a dead letter.
   *
   * @return why it would, or null
   * @throws KafkaException if the broker may not have it; it may have it nevertheless, so whoever
   *     tries again keeps the message's id
   */
  public @Nullable Defect post(ObjectNode reply) {
    String topic = topics.name(Topic.MESSAGES_OUTBOUND);
    byte[] key = utf8(reply.required("customerId").stringValue());
    byte[] value = utf8(reply.toString());
    if (parser.parse(new ConsumerRecord<>(topic, 0, 0, key, value))
        instanceof ParsedReply.Bad bad) {
      return bad.defect();
    }
    post.send(new ProducerRecord<>(topic, null, key, value));
    return null;
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
