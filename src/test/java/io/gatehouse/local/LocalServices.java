package io.gatehouse.local;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Both services, started and stopped side by side. */
record LocalServices(LocalKafka kafka, LocalPostgres postgres) {

  void start() {
    sideBySide(kafka::start, postgres::start);
  }

  void stop() {
    sideBySide(kafka::stop, postgres::stop);
  }

  /** Ends them at once, for data that nobody needs any more. */
  void kill() {
    sideBySide(kafka::kill, postgres::stopImmediate);
  }

  private static void sideBySide(Runnable one, Runnable other) {
    var second = CompletableFuture.runAsync(other, work -> Thread.ofPlatform().start(work));
    try {
      one.run();
    } finally {
      join(second);
    }
  }

  private static void join(CompletableFuture<Void> work) {
    try {
      work.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }
}
