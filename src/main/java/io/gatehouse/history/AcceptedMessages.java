package io.gatehouse.history;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Which messages were accepted within the window, whatever became of them since. */
@Component
public class AcceptedMessages {

  private static final String ALGORITHM = "HmacSHA256";
  private static final Duration PERIOD = Duration.ofDays(30);

  private static final String ACCEPTED_BEFORE =
      "select fingerprint from accepted_message where fingerprint = any (?::uuid[]) and accepted_at > ?";

  // older than the window, but in a period that is not dropped yet: those rows make room
  private static final String FORGET =
      "delete from accepted_message where fingerprint = any (?::uuid[]) and accepted_at > ? and accepted_at <= ?";

  private static final String ACCEPT =
      "copy accepted_message (fingerprint, accepted_at) from stdin (format binary)";

  private static final String MAKE_KEY =
      "insert into fingerprint_key (key) values (?) on conflict do nothing";
  private static final String READ_KEY = "select key from fingerprint_key";

  private final JdbcTemplate jdbc;
  private final DuplicateSettings settings;
  private volatile @Nullable SecretKeySpec key;

  AcceptedMessages(JdbcTemplate jdbc, DuplicateSettings settings) {
    this.jdbc = jdbc;
    this.settings = settings;
  }

  /** Makes fingerprints; for one thread. */
  public Fingerprinter fingerprinter() {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key());
      return new Fingerprinter(mac);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(ALGORITHM + " is missing in this Java runtime", e);
    }
  }

  /** Which of these were accepted before. */
  public Set<UUID> acceptedBefore(Collection<UUID> fingerprints, Instant now) {
    Set<UUID> before = new HashSet<>();
    jdbc.query(
        ACCEPTED_BEFORE,
        row -> {
          before.add(row.getObject(1, UUID.class));
        },
        fingerprints.toArray(UUID[]::new),
        Timestamp.from(windowStart(now)));
    return before;
  }

  /**
   * Accepts messages, in the caller's transaction. If another batch accepts one of them at the same
   * time, which needs a connector that puts one customer on two partitions, this one fails and
   * starts over.
   */
  public void accept(Collection<UUID> fingerprints, Instant now) {
    if (settings.window().compareTo(PERIOD) < 0) {
      Timestamp longBefore = Timestamp.from(now.minus(PERIOD));
      jdbc.update(
          FORGET, fingerprints.toArray(UUID[]::new), longBefore, Timestamp.from(windowStart(now)));
    }
    try {
      BinaryCopy.run(
          jdbc,
          ACCEPT,
          fingerprints,
          (fingerprint, row) -> {
            row.row(2);
            row.uuid(fingerprint);
            row.instant(now);
          });
    } catch (DuplicateKeyException e) {
      throw new ConcurrencyFailureException(
          "a message of this batch was accepted by another one", e);
    }
  }

  private Instant windowStart(Instant now) {
    return now.minus(settings.window());
  }

  /** Makes room for the periods to come and drops those that the window has left. */
  public void maintain(Instant now) {
    int period = period(now);
    for (int ahead = 0; ahead <= 2; ahead++) {
      jdbc.query("select create_accepted_message_period(?)", row -> {}, period + ahead);
    }
    jdbc.query("select drop_accepted_message_periods_before(?)", row -> {}, oldestPeriod(now));
  }

  private int oldestPeriod(Instant now) {
    return period(now.minus(settings.window()));
  }

  private static int period(Instant at) {
    return Math.toIntExact(Duration.between(Instant.EPOCH, at).dividedBy(PERIOD));
  }

  private SecretKeySpec key() {
    SecretKeySpec known = key;
    if (known == null) {
      String configured = settings.key();
      known =
          new SecretKeySpec(configured == null ? keyFromDatabase() : utf8(configured), ALGORITHM);
      key = known;
    }
    return known;
  }

  private byte[] keyFromDatabase() {
    byte[] made = new byte[32];
    new SecureRandom().nextBytes(made);
    jdbc.update(MAKE_KEY, made);
    byte[] kept = jdbc.queryForObject(READ_KEY, byte[].class);
    if (kept == null) {
      throw new IllegalStateException("fingerprint_key is empty");
    }
    return kept;
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Makes fingerprints. Not thread-safe. */
  public static final class Fingerprinter {
    private final Mac mac;

    private Fingerprinter(Mac mac) {
      this.mac = mac;
    }

    public UUID of(byte[] customerId, String channel, String messageId) {
      mac.update(customerId);
      mac.update((byte) 0); // no id has control characters, so the parts cannot run into each other
      mac.update(utf8(channel));
      mac.update((byte) 0);
      ByteBuffer hash = ByteBuffer.wrap(mac.doFinal(utf8(messageId)));
      return new UUID(hash.getLong(), hash.getLong());
    }
  }
}
