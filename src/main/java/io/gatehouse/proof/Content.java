package io.gatehouse.proof;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Hashes that stand for what a record carries, to compare an output with its input.
 *
 * @param value of the value, 0 if it is null
 * @param passedOn of the headers that go with a message: not {@code ce_*}, {@code gatehouse-*},
 *     {@code content-type}
 * @param received of the headers that a dead letter keeps: not {@code gatehouse-*}, {@code
 *     kafka_dlt-*}
 */
record Content(long value, int passedOn, int received) {

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long PRIME = 0x9E3779B97F4A7C15L;

  static Content of(byte @Nullable [] value, Headers headers) {
    int passedOn = 1;
    int received = 1;
    for (Header header : headers) {
      String key = header.key();
      if (key.startsWith("gatehouse-")) {
        continue;
      }
      int hash = 31 * key.hashCode() + Arrays.hashCode(header.value());
      if (!key.startsWith("ce_") && !key.equals("content-type")) {
        passedOn = 31 * passedOn + hash;
      }
      if (!key.startsWith("kafka_dlt-")) {
        received = 31 * received + hash;
      }
    }
    return new Content(hash(value), passedOn, received);
  }

  boolean hasValue() {
    return value != 0;
  }

  /** 0 for null, and only for null. */
  static long hash(byte @Nullable [] bytes) {
    if (bytes == null) {
      return 0;
    }
    long hash = bytes.length + 1L;
    int i = 0;
    for (; i + Long.BYTES <= bytes.length; i += Long.BYTES) {
      hash = (hash ^ (long) LONGS.get(bytes, i)) * PRIME;
      hash ^= hash >>> 29;
    }
    for (; i < bytes.length; i++) {
      hash = (hash ^ bytes[i]) * PRIME;
      hash ^= hash >>> 29;
    }
    return hash == 0 ? 1 : hash;
  }
}
