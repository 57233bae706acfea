package io.gatehouse.kafka;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/** Headers of an output record: CloudEvents 1.0 in Kafka binary mode. */
public final class CloudEvent {

  private static final Header SPECVERSION = constant("ce_specversion", "1.0");
  private static final Header SOURCE = constant("ce_source", "/gatehouse");
  private static final Header CONTENT_TYPE = constant("content-type", "application/json");

  private static final int MOST = 16;

  private final List<Header> headers = new ArrayList<>(MOST);

  /**
   * Begins with what every event has.
   *
   * @param passedOn headers of the input record that go along
   * @param subject the customer id (of settings: the setting's name), UTF-8
   */
  public CloudEvent(List<Header> passedOn, String id, String type, Instant time, byte[] subject) {
    headers.addAll(passedOn);
    headers.add(SPECVERSION);
    headers.add(SOURCE);
    headers.add(CONTENT_TYPE);
    with("id", id).with("type", type).with("time", time.toString());
    headers.add(new RecordHeader("ce_subject", subject));
  }

  /** Adds {@code ce_<attribute>}, unless the value is null. */
  public CloudEvent with(String attribute, @Nullable String value) {
    if (value != null) {
      headers.add(new RecordHeader("ce_" + attribute, value.getBytes(StandardCharsets.UTF_8)));
    }
    return this;
  }

  public Headers headers() {
    return new RecordHeaders(headers.toArray(Header[]::new));
  }

  private static Header constant(String key, String value) {
    return new RecordHeader(key, value.getBytes(StandardCharsets.UTF_8));
  }
}
