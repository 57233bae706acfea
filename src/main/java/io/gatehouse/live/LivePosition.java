package io.gatehouse.live;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import org.apache.kafka.common.utils.ByteUtils;

/**
 * How far a reader has come on each partition of the queues: the last offset, -1 for none. The same
 * on every worker, so that a reader goes on where it was, whichever worker it comes to.
 */
final class LivePosition {

  private static final int MAX_PARTITIONS = 10_000;
  private static final int MAX_TEXT = 64 * 1024;

  private final long[] offsets;

  private LivePosition(long[] offsets) {
    this.offsets = offsets;
  }

  static LivePosition of(long... offsets) {
    return new LivePosition(offsets.clone());
  }

  int partitions() {
    return offsets.length;
  }

  /** Whether this is at the record or beyond it. */
  boolean hasSeen(int partition, long offset) {
    return offset <= offsets[partition];
  }

  void advance(int partition, long offset) {
    offsets[partition] = Math.max(offsets[partition], offset);
  }

  /** On every partition. */
  boolean isAtOrAfter(LivePosition other) {
    for (int i = 0; i < offsets.length; i++) {
      if (offsets[i] < other.offsets[i]) {
        return false;
      }
    }
    return true;
  }

  LivePosition copy() {
    return of(offsets);
  }

  /** As the id of an event. */
  String encode() {
    ByteBuffer bytes = ByteBuffer.allocate((offsets.length + 1) * 10);
    ByteUtils.writeUnsignedVarint(offsets.length, bytes);
    for (long offset : offsets) {
      ByteUtils.writeVarlong(offset, bytes);
    }
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(Arrays.copyOf(bytes.array(), bytes.position()));
  }

  /** Empty if it is none: then the reader has to begin anew. */
  static Optional<LivePosition> decode(String text) {
    if (text.length() > MAX_TEXT) {
      return Optional.empty();
    }
    try {
      ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text));
      int partitions = ByteUtils.readUnsignedVarint(bytes);
      if (partitions < 0 || partitions > MAX_PARTITIONS) {
        return Optional.empty();
      }
      long[] offsets = new long[partitions];
      for (int i = 0; i < partitions; i++) {
        offsets[i] = ByteUtils.readVarlong(bytes);
      }
      return bytes.hasRemaining() ? Optional.empty() : Optional.of(new LivePosition(offsets));
    } catch (IllegalArgumentException | BufferUnderflowException e) {
      return Optional.empty();
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof LivePosition position && Arrays.equals(offsets, position.offsets);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(offsets);
  }

  @Override
  public String toString() {
    return Arrays.toString(offsets);
  }
}
