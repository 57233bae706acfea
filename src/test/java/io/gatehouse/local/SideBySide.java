package io.gatehouse.local;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;

/** Work that waits for other processes, all of it at the same time. */
final class SideBySide {

  private SideBySide() {}

  /** Returns, or throws what the first of them threw, when all have ended. */
  static void run(Stream<Runnable> work) {
    List<CompletableFuture<Void>> running =
        work.map(one -> CompletableFuture.runAsync(one, run -> Thread.ofPlatform().start(run)))
            .toList();
    try {
      CompletableFuture.allOf(running.toArray(CompletableFuture[]::new)).join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }
}
