package io.gatehouse.history;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.jspecify.annotations.Nullable;

/**
 * The headers of a connector that go with its message to the queues, and to the history, so that a
 * restored message has them too. What Gatehouse says itself is never taken from outside.
 */
public final class PassedOnHeaders {

  private PassedOnHeaders() {}

  public static List<Header> of(Headers received) {
    List<Header> passedOn = new ArrayList<>();
    for (Header header : received) {
      String key = header.key();
      if (!key.startsWith("ce_") && !key.startsWith("gatehouse-") && !key.equals("content-type")) {
        passedOn.add(header);
      }
    }
    return passedOn;
  }

  /**
   * For the column {@code message.headers}: length and bytes of each key and value, -1 for a null
   * value.
   */
  public static byte @Nullable [] encode(List<Header> headers) {
    if (headers.isEmpty()) {
      return null;
    }
    List<byte[]> keys =
        headers.stream().map(h -> h.key().getBytes(StandardCharsets.UTF_8)).toList();
    int size = 0;
    for (int i = 0; i < headers.size(); i++) {
      byte[] value = headers.get(i).value();
      size += 2 * Integer.BYTES + keys.get(i).length + (value == null ? 0 : value.length);
    }
    ByteBuffer out = ByteBuffer.allocate(size);
    for (int i = 0; i < headers.size(); i++) {
      byte[] value = headers.get(i).value();
      out.putInt(keys.get(i).length).put(keys.get(i));
      out.putInt(value == null ? -1 : value.length);
      if (value != null) {
        out.put(value);
      }
    }
    return out.array();
  }

  public static List<Header> decode(byte @Nullable [] encoded) {
    List<Header> headers = new ArrayList<>();
    ByteBuffer in = ByteBuffer.wrap(encoded == null ? new byte[0] : encoded);
    while (in.hasRemaining()) {
      byte[] key = new byte[in.getInt()];
      in.get(key);
      int length = in.getInt();
      byte @Nullable [] value = length < 0 ? null : new byte[length];
      if (value != null) {
        in.get(value);
      }
      headers.add(new RecordHeader(new String(key, StandardCharsets.UTF_8), value));
    }
    return headers;
  }
}
