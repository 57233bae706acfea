package io.gatehouse.kafka;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * Headers of an output record: CloudEvents 1.0 in Kafka binary mode. What many records have in
 * common is a {@link Header} made once.
 */
public final class CloudEvent {

  /** What {@code contract.md} calls attributes; the header's name is {@code ce_} and theirs. */
  public enum Attribute {
    ID,
    TYPE,
    TIME,
    SUBJECT,
    ORIGIN,
    QUEUE,
    REASON,
    TICKETID,
    CHANNEL,
    AGENT,
    NEWTICKET,
    RESTORED;

    private final String key = "ce_" + name().toLowerCase(Locale.ROOT);

    public Header of(String value) {
      return constant(key, value);
    }

    /** Its value in a record's headers, null if it is not there. */
    public @Nullable String in(Headers headers) {
      Header header = headers.lastHeader(key);
      return header == null || header.value() == null
          ? null
          : new String(header.value(), StandardCharsets.UTF_8);
    }
  }

  private static final Header SPECVERSION = constant("ce_specversion", "1.0");
  private static final Header SOURCE = constant("ce_source", "/gatehouse");
  private static final Header CONTENT_TYPE = constant("content-type", "application/json");

  private final RecordHeaders headers = new RecordHeaders();

  /**
   * Begins with what every event has.
   *
   * @param passedOn headers of the input record that go along
   * @param subject the customer id (of settings: the setting's name), UTF-8
   */
  public CloudEvent(List<Header> passedOn, String id, Header type, Header time, byte[] subject) {
    passedOn.forEach(headers::add);
    headers.add(SPECVERSION);
    headers.add(SOURCE);
    headers.add(CONTENT_TYPE);
    with(Attribute.ID, id).with(type).with(time);
    headers.add(new RecordHeader(Attribute.SUBJECT.key, subject));
  }

  public static Header type(String type) {
    return Attribute.TYPE.of(type);
  }

  public static Header time(Instant time) {
    return Attribute.TIME.of(time.toString());
  }

  /** Adds an attribute, unless the value is null. */
  public CloudEvent with(Attribute attribute, @Nullable String value) {
    return with(value == null ? null : attribute.of(value));
  }

  /** Adds an attribute, unless it is null. */
  public CloudEvent with(@Nullable Header attribute) {
    if (attribute != null) {
      headers.add(attribute);
    }
    return this;
  }

  public Headers headers() {
    return headers;
  }

  private static Header constant(String key, String value) {
    return new RecordHeader(key, value.getBytes(StandardCharsets.UTF_8));
  }
}
