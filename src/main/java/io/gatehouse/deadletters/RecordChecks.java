package io.gatehouse.deadletters;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/** What every input record must satisfy before anybody looks into its value. */
public final class RecordChecks {

  /** Bytes of key, value and headers together. */
  public static final int MAX_RECORD_BYTES = 256 * 1024;

  /** Objects and arrays inside one another, the outermost counted. */
  public static final int MAX_JSON_DEPTH = 32;

  private RecordChecks() {}

  public static @Nullable Defect check(ConsumerRecord<byte[], byte[]> input) {
    byte[] key = input.key();
    byte[] value = input.value();
    if (key == null || key.length == 0) {
      return new Defect(Defect.Code.KEY_MISSING, "the record has no key");
    }
    long size = size(input);
    if (size > MAX_RECORD_BYTES) {
      return new Defect(
          Defect.Code.TOO_LARGE,
          "the record has %d bytes, more than %d".formatted(size, MAX_RECORD_BYTES));
    }
    if (value == null) {
      return Defect.notJson("the record has no value");
    }
    // Parsers guess UTF-16 and UTF-32 from zero bytes, and let malformed UTF-8 pass where they
    // skip.
    if (!isUtf8(value)) {
      return Defect.notJson("the value is not UTF-8");
    }
    return null;
  }

  /** Bytes of key, value and headers together. */
  public static long size(ConsumerRecord<byte[], byte[]> input) {
    long size = length(input.key()) + (long) length(input.value());
    for (Header header : input.headers()) {
      size += Utils.utf8Length(header.key()) + (long) length(header.value());
    }
    return size;
  }

  public static @Nullable Defect checkKey(byte[] key, String field, String expected) {
    return Arrays.equals(key, expected.getBytes(StandardCharsets.UTF_8))
        ? null
        : new Defect(Defect.Code.KEY_MISMATCH, field + ": differs from the record key");
  }

  private static int length(byte @Nullable [] bytes) {
    return bytes == null ? 0 : bytes.length;
  }

  private static boolean isUtf8(byte[] bytes) {
    int notAscii = 0; // no way out of the loop: so it is compiled to vector instructions
    for (byte b : bytes) {
      notAscii |= b - 1; // negative for NUL, and where the highest bit is set
    }
    return notAscii >= 0 || isUtf8WithoutNul(bytes);
  }

  private static boolean isUtf8WithoutNul(byte[] bytes) {
    for (byte b : bytes) {
      if (b == 0) {
        return false;
      }
    }
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }
}
