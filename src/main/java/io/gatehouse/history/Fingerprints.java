package io.gatehouse.history;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Keyed hashes of customer, channel and message id. Two messages of one customer share one by
 * chance once in 2^64 pairs; those of different customers are never compared.
 */
@Component
public class Fingerprints {

  private static final String ALGORITHM = "HmacSHA256";
  private static final byte[] CHECKED = utf8("gatehouse fingerprint key");

  private static final String REMEMBER =
      "insert into fingerprint_key (made, check_value) values (?, ?) on conflict do nothing";
  private static final String REMEMBERED = "select made, check_value from fingerprint_key";

  private record Remembered(byte @Nullable [] made, byte[] checkValue) {}

  private final JdbcClient jdbc;
  private final DuplicateSettings settings;
  private final ThreadLocal<Mac> macs = ThreadLocal.withInitial(() -> mac(key()));
  private volatile @Nullable SecretKeySpec key;

  public Fingerprints(JdbcClient jdbc, DuplicateSettings settings) {
    this.jdbc = jdbc;
    this.settings = settings;
  }

  public long of(byte[] customerId, String channel, String messageId) {
    Mac mac = macs.get();
    mac.update(customerId);
    mac.update((byte) 0); // no id has control characters, so the parts cannot run into each other
    mac.update(utf8(channel));
    mac.update((byte) 0);
    return ByteBuffer.wrap(mac.doFinal(utf8(messageId))).getLong();
  }

  /**
   * Finds the key for this database, which is made at the first start unless one is configured.
   *
   * @throws IllegalStateException if it is not the one that the fingerprints in the database were
   *     made with: every message sent again would be taken for a new one
   */
  public void requireKey() {
    key();
  }

  private SecretKeySpec key() {
    SecretKeySpec known = key;
    if (known == null) {
      known = checked();
      key = known;
    }
    return known;
  }

  private SecretKeySpec checked() {
    String configured = settings.key();
    byte[] wanted = configured == null ? random() : utf8(configured);
    jdbc.sql(REMEMBER)
        .param(configured == null ? wanted : null)
        .param(mac(spec(wanted)).doFinal(CHECKED))
        .update();
    Remembered remembered =
        jdbc.sql(REMEMBERED)
            .query((row, n) -> new Remembered(row.getBytes(1), row.getBytes(2)))
            .single();
    SecretKeySpec candidate =
        spec(configured == null && remembered.made != null ? remembered.made : wanted);
    if (!MessageDigest.isEqual(mac(candidate).doFinal(CHECKED), remembered.checkValue)) {
      throw new IllegalStateException(
          "gatehouse.duplicates.key is not the one that this database was started with; "
              + (remembered.made == null ? "set that one again" : "that was none: remove it"));
    }
    return candidate;
  }

  private static byte[] random() {
    byte[] made = new byte[32];
    new SecureRandom().nextBytes(made);
    return made;
  }

  private static SecretKeySpec spec(byte[] key) {
    return new SecretKeySpec(key, ALGORITHM);
  }

  private static Mac mac(SecretKeySpec key) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      return mac;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(ALGORITHM + " is missing in this Java runtime", e);
    }
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
