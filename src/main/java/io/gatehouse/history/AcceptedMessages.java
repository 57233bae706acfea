package io.gatehouse.history;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Which messages were accepted within the window, whatever became of them since. */
@Component
public class AcceptedMessages {

  private static final String ALGORITHM = "HmacSHA256";
  private static final int PERIOD_DAYS = 30;

  // In the order of the fingerprints, so that two batches never wait for each other in a circle. A
  // fingerprint that is there
  // from before the window is taken over: its message counts as new.
  private static final String ACCEPT =
      """
      with wanted as (
        select fp from unnest(?::bytea[]) as w(fp)
      ), fresh as (
        insert into accepted_message (period, fingerprint, accepted_at)
        select ?, fp, ? from wanted
        where not exists (
          select from accepted_message o
          where o.period = any (?::int[]) and o.fingerprint = wanted.fp and o.accepted_at > ?)
        on conflict (period, fingerprint) do update set accepted_at = excluded.accepted_at
          where accepted_message.accepted_at <= ?
        returning fingerprint
      )
      select fp from wanted where not exists (select from fresh where fresh.fingerprint = wanted.fp)
      """;

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

  /**
   * Accepts messages, in the caller's transaction.
   *
   * @param fingerprints sorted, each once
   * @return those that were accepted before
   */
  public Set<Fingerprint> accept(Collection<Fingerprint> fingerprints, Instant now) {
    if (fingerprints.isEmpty()) {
      return Set.of();
    }
    Timestamp windowStart = Timestamp.from(now.minus(settings.window()));
    int period = period(now);
    int[] earlier = new int[period - oldestPeriod(now)];
    Arrays.setAll(earlier, i -> period - 1 - i);
    Set<Fingerprint> duplicates = new HashSet<>();
    jdbc.query(
        ACCEPT,
        row -> {
          duplicates.add(new Fingerprint(row.getBytes(1)));
        },
        fingerprints.stream().map(Fingerprint::bytes).toArray(byte[][]::new),
        period,
        Timestamp.from(now),
        earlier,
        windowStart,
        windowStart);
    return duplicates;
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
    return Math.toIntExact(Duration.between(Instant.EPOCH, at).toDays() / PERIOD_DAYS);
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

    public Fingerprint of(byte[] customerId, String channel, String messageId) {
      mac.update(customerId);
      mac.update((byte) 0); // no id has control characters, so the parts cannot run into each other
      mac.update(utf8(channel));
      mac.update((byte) 0);
      return new Fingerprint(Arrays.copyOf(mac.doFinal(utf8(messageId)), Fingerprint.BYTES));
    }
  }
}
