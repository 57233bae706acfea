package io.gatehouse.local;

import java.util.concurrent.atomic.AtomicInteger;

/** Names of databases that no test has used before in this JVM. */
final class FreshNames {

  private static final AtomicInteger COUNT = new AtomicInteger();

  private FreshNames() {}

  static String next() {
    return "test_" + COUNT.incrementAndGet();
  }
}
