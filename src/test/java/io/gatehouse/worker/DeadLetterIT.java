package io.gatehouse.worker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.topics.Topic;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * G7: what cannot be accepted goes to the dead letters, unchanged, with code and field; its
 * neighbours are not affected.
 */
class DeadLetterIT extends WorkerFixture {

  /** A bad record; {@code C} stands for the customer's id. */
  private record Bad(@Nullable String key, byte @Nullable [] value, String code, String field) {

    static Bad message(String fields, String code, String field) {
      return new Bad("C", fields.getBytes(UTF_8), code, field);
    }
  }

  private static final String TIME = "\"sentAt\": \"2026-11-21T10:00:00Z\"";

  private static final List<Bad> MESSAGES =
      List.of(
          Bad.message(
              "{\"customerId\": \"C\", \"channel\": \"sms\", %s, \"text\": \"x\"}".formatted(TIME),
              "invalid",
              "messageId"),
          Bad.message(
              "{\"messageId\": \"1\", \"channel\": \"sms\", %s, \"text\": \"x\"}".formatted(TIME),
              "invalid",
              "customerId"),
          Bad.message(
              "{\"messageId\": \"1\", \"customerId\": \"other\", \"channel\": \"sms\", %s, \"text\": \"x\"}"
                  .formatted(TIME),
              "key-mismatch",
              "customerId"),
          Bad.message(
              "{\"messageId\": \"1\", \"customerId\": \"C\", \"channel\": \"S M S\", %s, \"text\": \"x\"}"
                  .formatted(TIME),
              "invalid",
              "channel"),
          Bad.message(
              "{\"messageId\": \"1\", \"customerId\": \"C\", \"channel\": \"sms\", \"sentAt\": \"yesterday\", \"text\": \"x\"}",
              "invalid",
              "sentAt"),
          Bad.message(
              "{\"messageId\": \"1\", \"customerId\": \"C\", \"channel\": \"sms\", %s}"
                  .formatted(TIME),
              "invalid",
              "text"),
          Bad.message(
              "{\"messageId\": \"1\", \"customerId\": \"C\", \"channel\": \"sms\", %s, \"text\": \"a\\u0000b\"}"
                  .formatted(TIME),
              "invalid",
              "text"),
          Bad.message(
              "{\"messageId\": \"1\", \"customerId\": \"C\", \"channel\": \"sms\", %s, \"attachments\": [{}]}"
                  .formatted(TIME),
              "invalid",
              "attachments[0].url"),
          Bad.message(
              "{\"messageId\": \"1\", \"customerId\": \"C\", \"channel\": \"sms\", %s, \"text\": \"x\", \"customer\": {\"phone\": 5}}"
                  .formatted(TIME),
              "invalid",
              "customer.phone"),
          Bad.message("{\"messageId\": \"1\"", "not-json", ""),
          Bad.message(
              "{\"x\": %s1%s}".formatted("[".repeat(40), "]".repeat(40)),
              "invalid",
              "deeper than 32"),
          new Bad("C", new byte[] {'{', '"', (byte) 0xC0, (byte) 0x80, '"', '}'}, "not-json", ""),
          new Bad("C", null, "not-json", ""),
          new Bad(null, "{}".getBytes(UTF_8), "key-missing", ""),
          Bad.message("{\"x\": \"" + "y".repeat(300_000) + "\"}", "too-large", ""));

  private static final String WHO = "\"customerId\": \"C\", \"actor\": {\"id\": \"a\"}";

  private static final List<Bad> BLOCKS =
      List.of(
          Bad.message("{%s}".formatted(WHO), "invalid", "commandId"),
          Bad.message(
              "{\"commandId\": \"1\", \"actor\": {\"id\": \"a\"}}", "invalid", "customerId"),
          Bad.message("{\"commandId\": \"1\", \"customerId\": \"C\"}", "invalid", "actor"),
          Bad.message(
              "{\"commandId\": \"1\", \"customerId\": \"C\", \"actor\": {}}",
              "invalid",
              "actor.id"),
          Bad.message(
              "{\"commandId\": \"1\", \"customerId\": \"C\", \"actor\": \"a\"}",
              "invalid",
              "actor"),
          Bad.message("{\"commandId\": \"\", %s}".formatted(WHO), "invalid", "commandId"),
          Bad.message(
              "{\"commandId\": \"1\", %s, \"until\": \"soon\"}".formatted(WHO), "invalid", "until"),
          Bad.message(
              "{\"commandId\": \"1\", %s, \"reason\": 7}".formatted(WHO), "invalid", "reason"),
          Bad.message(
              "{\"commandId\": \"1\", \"customerId\": \"other\", \"actor\": {\"id\": \"a\"}}",
              "key-mismatch",
              "customerId"),
          Bad.message("[]", "not-json", ""),
          Bad.message("{\"commandId\": \"1\", %s".formatted(WHO), "not-json", ""),
          new Bad("C", null, "not-json", ""),
          new Bad(null, "{}".getBytes(UTF_8), "key-missing", ""),
          Bad.message("{\"x\": \"" + "y".repeat(300_000) + "\"}", "too-large", ""));

  @Test
  void bad_messages() {
    for (Bad bad : MESSAGES) {
      String before = say("before");
      RecordMetadata sent = send(Topic.MESSAGES_INBOUND, bad);
      String after = say("after");
      expectDeadLetter(Topic.MESSAGES_INBOUND, bad, sent);
      assertThat(expect(Topic.TICKETS_UNASSIGNED, 2))
          .extracting(KafkaProbe.Seen::text)
          .containsExactly(before, after);
      customer = newCustomerId();
    }
  }

  @Test
  void bad_commands() {
    set("block-contact.enabled", true);
    for (Bad bad : BLOCKS) {
      RecordMetadata sent = send(Topic.COMMANDS_BLOCK, bad);
      assertThat(command(Topic.COMMANDS_BLOCK, "").required("status").stringValue())
          .isEqualTo("done");
      expectDeadLetter(Topic.COMMANDS_BLOCK, bad, sent);
      customer = newCustomerId();
    }
  }

  private RecordMetadata send(Topic topic, Bad bad) {
    return kafka.send(topic, bad.key == null ? null : customer.getBytes(UTF_8), value(bad));
  }

  private byte @Nullable [] value(Bad bad) {
    byte[] value = bad.value;
    return value == null || value.length > 1000 || value.length < 10
        ? value
        : new String(value, UTF_8).replace("\"C\"", "\"" + customer + "\"").getBytes(UTF_8);
  }

  private void expectDeadLetter(Topic topic, Bad bad, RecordMetadata sent) {
    KafkaProbe.Seen dead =
        await()
            .atMost(30, SECONDS)
            .until(
                () ->
                    kafka.read(topic.deadLetters()).stream()
                        .filter(seen -> isFrom(seen, sent))
                        .findFirst()
                        .orElse(null),
                Objects::nonNull);
    assertThat(dead.header("gatehouse-error-code"))
        .as(bad.code + " " + bad.field)
        .isEqualTo(bad.code);
    assertThat(dead.header("gatehouse-error-message")).contains(bad.field);
    assertThat(dead.source().value()).isEqualTo(value(bad));
    assertThat(dead.key()).isEqualTo(bad.key == null ? null : customer);
  }

  /** Other tests put dead letters there that did not come from anywhere. */
  private static boolean isFrom(KafkaProbe.Seen seen, RecordMetadata sent) {
    Header partition = seen.source().headers().lastHeader("kafka_dlt-original-partition");
    Header offset = seen.source().headers().lastHeader("kafka_dlt-original-offset");
    return partition != null
        && offset != null
        && ByteBuffer.wrap(partition.value()).getInt() == sent.partition()
        && ByteBuffer.wrap(offset.value()).getLong() == sent.offset();
  }
}
