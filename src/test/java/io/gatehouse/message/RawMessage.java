package io.gatehouse.message;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A message as it is written: each field is the JSON text that stands there, right or wrong. Every
 * value has the word {@link #CONTENT}, so that a test can tell whether something quotes it.
 */
final class RawMessage {

  static final String CONTENT = "zebra";
  static final String CUSTOMER = CONTENT + "-42";

  private final Map<String, String> fields = new LinkedHashMap<>();

  private RawMessage() {}

  /** With the required fields only. */
  static RawMessage valid() {
    return new RawMessage()
        .with("messageId", "\"zebra-1\"")
        .with("customerId", "\"zebra-42\"")
        .with("channel", "\"zebra\"")
        .with("sentAt", "\"2026-11-21T10:00:00Z\"")
        .with("text", "\"Where is my zebra?\"");
  }

  RawMessage with(String field, String json) {
    fields.put(field, json);
    return this;
  }

  RawMessage without(String field) {
    fields.remove(field);
    return this;
  }

  String json() {
    return fields.entrySet().stream()
        .map(field -> "\"" + field.getKey() + "\":" + field.getValue())
        .collect(Collectors.joining(",", "{", "}"));
  }

  /** On a record with the customer's key. */
  ConsumerRecord<byte[], byte[]> toRecord() {
    return record(CUSTOMER, json());
  }

  static ConsumerRecord<byte[], byte[]> record(String key, String value) {
    return record(utf8(key), utf8(value));
  }

  static ConsumerRecord<byte[], byte[]> record(byte[] key, byte[] value) {
    return new ConsumerRecord<>("messages.inbound", 3, 7, key, value);
  }

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
