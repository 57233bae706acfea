package io.gatehouse.api;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.password.PasswordEncoder;

/**
 * Checks a password slowly once, and fast from then on. HTTP Basic sends it with each request, and
 * to check it as it is kept takes 0.1 s of a processor that messages need. What is remembered is a
 * keyed hash; the key is made at the start and is nowhere but in memory. Only right passwords are
 * remembered, so there are as many as users. Those who try out passwords wait for one another, and
 * take one processor at most.
 */
final class RememberedPasswords implements PasswordEncoder {

  private static final String ALGORITHM = "HmacSHA256";

  private final PasswordEncoder slow;
  private final SecretKeySpec key;
  private final Semaphore oneAtATime = new Semaphore(1);
  private final Map<String, byte[]> right = new ConcurrentHashMap<>();

  RememberedPasswords(PasswordEncoder slow) {
    this.slow = slow;
    byte[] secret = new byte[32];
    new SecureRandom().nextBytes(secret);
    this.key = new SecretKeySpec(secret, ALGORITHM);
  }

  @Override
  public @Nullable String encode(@Nullable CharSequence password) {
    return slow.encode(password);
  }

  @Override
  public boolean matches(@Nullable CharSequence password, @Nullable String encoded) {
    if (password == null || encoded == null) {
      return false;
    }
    byte[] hash = hash(password);
    byte[] known = right.get(encoded);
    if (known != null && MessageDigest.isEqual(known, hash)) {
      return true;
    }
    boolean matches = matchesSlowly(password, encoded);
    if (matches) {
      right.put(encoded, hash);
    }
    return matches;
  }

  private boolean matchesSlowly(CharSequence password, String encoded) {
    oneAtATime.acquireUninterruptibly();
    try {
      return slow.matches(password, encoded);
    } finally {
      oneAtATime.release();
    }
  }

  private byte[] hash(CharSequence password) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      return mac.doFinal(password.toString().getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java runtime has " + ALGORITHM, e);
    }
  }
}
