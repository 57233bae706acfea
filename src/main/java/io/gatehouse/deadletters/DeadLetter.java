package io.gatehouse.deadletters;

import io.gatehouse.topics.Topic;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.support.KafkaHeaders;

/**
 * A record on a {@code -dlt}, read again.
 *
 * @param input the topic where it could not be accepted
 */
public record DeadLetter(Topic input, ConsumerRecord<byte[], byte[]> source) {

  /** One of the codes of the contract; {@code unknown} if Gatehouse did not write the record. */
  public String code() {
    return text(DeadLetters.ERROR_CODE, "unknown");
  }

  /** What is wrong, for people; never quotes content. */
  public String message() {
    return text(DeadLetters.ERROR_MESSAGE, "");
  }

  /** When it was put here. */
  public Instant at() {
    return Instant.ofEpochMilli(source.timestamp());
  }

  /**
   * Where the record was, as {@code topic:partition:offset} with the broker's name of the topic.
   */
  public String origin() {
    return "%s:%s:%s"
        .formatted(
            text(KafkaHeaders.DLT_ORIGINAL_TOPIC, "?"),
            number(KafkaHeaders.DLT_ORIGINAL_PARTITION),
            number(KafkaHeaders.DLT_ORIGINAL_OFFSET));
  }

  /** Whether the record was too large to be kept, so that it cannot be sent again. */
  public boolean isCut() {
    return source.headers().lastHeader(DeadLetters.ORIGINAL_SIZE) != null;
  }

  /** The headers that the record came with, in their order. */
  public List<Header> originalHeaders() {
    return Arrays.stream(source.headers().toArray())
        .filter(header -> !DeadLetters.isOurs(header.key()))
        .toList();
  }

  private String text(String name, String otherwise) {
    byte[] value = value(name);
    return value == null ? otherwise : new String(value, StandardCharsets.UTF_8);
  }

  private String number(String name) {
    byte[] value = value(name);
    if (value != null && value.length == Integer.BYTES) {
      return Integer.toString(ByteBuffer.wrap(value).getInt());
    }
    return value != null && value.length == Long.BYTES
        ? Long.toString(ByteBuffer.wrap(value).getLong())
        : "?";
  }

  private byte @Nullable [] value(String name) {
    Header header = source.headers().lastHeader(name);
    return header == null ? null : header.value();
  }
}
