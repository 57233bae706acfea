package io.gatehouse.history;

import java.util.Arrays;

/**
 * Sixteen bytes that stand for customer, channel and message id. Comparable, so that batches insert
 * in one order.
 */
public record Fingerprint(byte[] bytes) implements Comparable<Fingerprint> {

  static final int BYTES = 16;

  @Override
  public int compareTo(Fingerprint other) {
    return Arrays.compareUnsigned(bytes, other.bytes);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Fingerprint that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    // the bytes of a hash are as good as any hash of them
    return bytes[0] << 24 | (bytes[1] & 255) << 16 | (bytes[2] & 255) << 8 | (bytes[3] & 255);
  }

  @Override
  public String toString() {
    return "Fingerprint";
  }
}
