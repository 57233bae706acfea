package io.gatehouse.deadletters;

import io.gatehouse.topics.Topic;
import io.gatehouse.topics.Topics;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.springframework.kafka.support.KafkaHeaders;
import org.springframework.stereotype.Component;

/** Builds the record for a topic's {@code -dlt}: as received, with the reason in the headers. */
@Component
public class DeadLetters {

  static final String ERROR_CODE = "gatehouse-error-code";
  static final String ERROR_MESSAGE = "gatehouse-error-message";
  static final String ORIGINAL_SIZE = "gatehouse-original-size";

  /** Room for the headers that are added, bytes. */
  private static final int HEADROOM = 4 * 1024;

  private final Topics topics;

  DeadLetters(Topics topics) {
    this.topics = topics;
  }

  public ProducerRecord<byte[], byte[]> of(
      Topic input, ConsumerRecord<byte[], byte[]> received, Defect defect) {
    var target = topics.definition(input.deadLetters());
    long limit = Long.parseLong(target.config().getOrDefault("max.message.bytes", "1048588"));
    long size = RecordChecks.size(received);
    boolean fits = size + HEADROOM <= limit;
    var headers = new RecordHeaders();
    if (fits) {
      for (Header header : received.headers()) {
        if (!isOurs(header.key())) {
          headers.add(header);
        }
      }
    } else {
      headers.add(ORIGINAL_SIZE, text(Long.toString(size)));
    }
    headers.add(ERROR_CODE, text(defect.code().contractName()));
    headers.add(ERROR_MESSAGE, text(defect.message()));
    headers.add(KafkaHeaders.DLT_ORIGINAL_TOPIC, text(received.topic()));
    headers.add(
        KafkaHeaders.DLT_ORIGINAL_PARTITION,
        ByteBuffer.allocate(Integer.BYTES).putInt(received.partition()).array());
    headers.add(
        KafkaHeaders.DLT_ORIGINAL_OFFSET,
        ByteBuffer.allocate(Long.BYTES).putLong(received.offset()).array());
    headers.add(
        KafkaHeaders.DLT_ORIGINAL_TIMESTAMP,
        ByteBuffer.allocate(Long.BYTES).putLong(received.timestamp()).array());
    byte[] key =
        fits || received.key() == null || received.key().length < HEADROOM / 2
            ? received.key()
            : null;
    return new ProducerRecord<>(target.name(), null, key, fits ? received.value() : null, headers);
  }

  /** A dead letter that was sent again and failed again carries the new reason only. */
  static boolean isOurs(String header) {
    return header.startsWith("gatehouse-") || header.startsWith("kafka_dlt-");
  }

  private static byte[] text(String value) {
    return value.getBytes(StandardCharsets.UTF_8);
  }
}
