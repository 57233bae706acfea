package io.gatehouse.history;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Writes rows in PostgreSQL's binary COPY format, which carries {@code bytea} as it is. One
 * instance a COPY.
 *
 * <p>Format: a signature, then for each row a field count and for each field its length and bytes,
 * then -1.
 */
final class BinaryCopy {

  private static final byte[] SIGNATURE = {
    'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xFF, '\r', '\n', 0
  };
  private static final int FLUSH_AT = 64 * 1024;
  private static final long POSTGRES_EPOCH_SECONDS = 946_684_800; // 2000-01-01T00:00:00Z

  private final CopyIn copy;
  private final Map<String, byte[]> labels = new HashMap<>();
  private byte[] buffer = new byte[2 * FLUSH_AT];
  private int position;

  private BinaryCopy(CopyIn copy) {
    this.copy = copy;
    put(SIGNATURE);
    putInt(0); // no flags
    putInt(0); // no header extension
  }

  /** Writes one row. */
  interface RowWriter<T> {
    void write(T item, BinaryCopy row) throws SQLException;
  }

  /** Copies one row for each item, in the caller's transaction. */
  static <T> void run(JdbcTemplate jdbc, String sql, Collection<T> items, RowWriter<T> writer) {
    if (items.isEmpty()) {
      return;
    }
    Long copied =
        jdbc.execute(
            (ConnectionCallback<Long>)
                connection -> {
                  CopyIn in = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(sql);
                  try {
                    var copy = new BinaryCopy(in);
                    for (T item : items) {
                      writer.write(item, copy);
                    }
                    copy.end();
                    return in.getHandledRowCount();
                  } finally {
                    if (in.isActive()) {
                      in.cancelCopy();
                    }
                  }
                });
    if (copied == null || copied != items.size()) {
      throw new IllegalStateException("copied %s of %d rows".formatted(copied, items.size()));
    }
  }

  void row(int fields) throws SQLException {
    if (position >= FLUSH_AT) {
      flush();
    }
    room(2);
    buffer[position++] = (byte) (fields >>> 8);
    buffer[position++] = (byte) fields;
  }

  void int4(int value) {
    putInt(4);
    putInt(value);
  }

  void int8(long value) {
    putInt(8);
    putLong(value);
  }

  void nullableInt8(@Nullable Long value) {
    if (value == null) {
      putInt(-1);
    } else {
      int8(value);
    }
  }

  void bool(boolean value) {
    putInt(1);
    room(1);
    buffer[position++] = (byte) (value ? 1 : 0);
  }

  void text(@Nullable String value) {
    bytes(value == null ? null : utf8(value));
  }

  /** The label of an enum: there are few, so each is encoded once. */
  void label(@Nullable String value) {
    bytes(value == null ? null : labels.computeIfAbsent(value, BinaryCopy::utf8));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  void bytes(byte @Nullable [] value) {
    if (value == null) {
      putInt(-1);
    } else {
      putInt(value.length);
      put(value);
    }
  }

  /** A timestamptz, in microseconds. */
  void instant(Instant value) {
    int8((value.getEpochSecond() - POSTGRES_EPOCH_SECONDS) * 1_000_000 + value.getNano() / 1_000);
  }

  private void end() throws SQLException {
    room(2);
    buffer[position++] = -1;
    buffer[position++] = -1;
    flush();
    copy.endCopy();
  }

  private void flush() throws SQLException {
    copy.writeToCopy(buffer, 0, position);
    position = 0;
  }

  private void put(byte[] bytes) {
    room(bytes.length);
    System.arraycopy(bytes, 0, buffer, position, bytes.length);
    position += bytes.length;
  }

  private void putInt(int value) {
    room(4);
    buffer[position++] = (byte) (value >>> 24);
    buffer[position++] = (byte) (value >>> 16);
    buffer[position++] = (byte) (value >>> 8);
    buffer[position++] = (byte) value;
  }

  private void putLong(long value) {
    putInt((int) (value >>> 32));
    putInt((int) value);
  }

  private void room(int bytes) {
    if (buffer.length - position < bytes) {
      buffer = Arrays.copyOf(buffer, Math.max(buffer.length * 2, position + bytes));
    }
  }
}
