package io.gatehouse.local;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Stops the database when the JVM that started it is gone.
 *
 * <p>PostgreSQL makes itself independent of who started it. So a shell waits on a pipe from this
 * JVM; the system closes the pipe when the JVM ends, also by {@code kill -9}, and the shell then
 * asks the server for a fast shutdown. {@link LocalPostgres#start()} does not rely on it.
 */
final class PostgresGuard {

  private @Nullable Process shell;

  void watch(long server) throws IOException {
    if (System.getProperty("os.name", "").startsWith("Windows")) {
      return;
    }
    String wait = "trap '' INT HUP; read -r _; kill -INT \"$0\"";
    shell =
        new ProcessBuilder("sh", "-c", wait, Long.toString(server))
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
  }

  /** Before the server is stopped, since afterwards its process id may be somebody else's. */
  void leave() {
    if (shell != null) {
      shell.destroyForcibly().onExit().join();
      shell = null;
    }
  }
}
