package io.gatehouse.kafka;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Waits for work on other threads as if it were done here. */
final class Futures {

  private Futures() {}

  /** Returns or throws as the work does. */
  static void join(CompletableFuture<?> work) {
    try {
      work.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  /** Returns when it has ended, also if it failed. */
  static void await(CompletableFuture<?> work) {
    work.handle((done, failure) -> true).join();
  }
}
