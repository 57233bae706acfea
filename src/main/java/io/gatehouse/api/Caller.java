package io.gatehouse.api;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;

/**
 * Who gives a command, as an argument of an endpoint's method.
 *
 * @param idempotencyKey from the header of that name: the same request sent again with it has no
 *     second effect
 */
record Caller(User user, Optional<String> idempotencyKey) {

  static final String HEADER = "Idempotency-Key";
  static final int MAX_KEY = 128;

  /**
   * The id of what is posted. The same for the same user, kind of request and key, on every worker.
   */
  String requestId(String kind) {
    return idempotencyKey
        .map(key -> "api-" + hash(user.id() + '\0' + kind + '\0' + key))
        .orElseGet(() -> UUID.randomUUID().toString());
  }

  private static String hash(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }
}
