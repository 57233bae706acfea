package io.gatehouse.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.awaitility.core.ConditionTimeoutException;

/**
 * A service of an earlier run that still works on a data folder, because that run was killed.
 *
 * <p>It is found by its program and by the folder on its command line. A process id kept in a file
 * would not do: after a restart of the machine it belongs to somebody else.
 */
record Leftover(ProcessHandle process, String program, Path argument) {

  /**
   * @param program file name of the executable, such as {@code java}
   * @param argument a path that only this service has as a word of its command line
   */
  static Optional<Leftover> of(String program, Path argument) {
    return ProcessHandle.allProcesses()
        .map(process -> new Leftover(process, program, argument))
        .filter(Leftover::running)
        .findFirst();
  }

  /** Waits for it to end by itself, as it should without its parent; then asks, then kills. */
  void awaitEnd(Duration each) {
    if (!endsWithin(each)) {
      process.destroy();
      if (!endsWithin(each)) {
        process.destroyForcibly();
        endsWithin(each);
      }
    }
  }

  /** Not {@code isAlive()}, which is also true of a process that ended and that nobody collects. */
  private boolean running() {
    List<String> words = commandLine(process);
    return !words.isEmpty()
        && Path.of(words.getFirst()).endsWith(program)
        && words.contains(argument.toString());
  }

  /** Read by ourselves where possible: Java shows that of another user's process to nobody. */
  private static List<String> commandLine(ProcessHandle process) {
    try {
      byte[] line = Files.readAllBytes(Path.of("/proc", Long.toString(process.pid()), "cmdline"));
      return List.of(new String(line, UTF_8).split("\0", -1));
    } catch (IOException e) {
      List<String> words = new ArrayList<>();
      process.info().command().ifPresent(words::add);
      process.info().arguments().map(List::of).ifPresent(words::addAll);
      return words;
    }
  }

  private boolean endsWithin(Duration bound) {
    try {
      await().atMost(bound).pollInterval(Duration.ofMillis(50)).until(() -> !running());
      return true;
    } catch (ConditionTimeoutException e) {
      return false;
    }
  }
}
