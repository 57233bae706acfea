package io.gatehouse.api;

import java.util.Optional;

/**
 * Who gives a command, as an argument of an endpoint's method.
 *
 * @param idempotencyKey from the header of that name: the same request sent again with it has no
 *     second effect
 */
record Caller(User user, Optional<String> idempotencyKey) {

  static final String HEADER = "Idempotency-Key";
  static final int MAX_KEY = 128;
}
