package io.gatehouse.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** What processes use, as Linux counts it. */
final class Processors {

  /** Of {@code /proc/<pid>/stat}, after the name: user, system, and the same of ended children. */
  private static final int FIRST_TIME = 11;

  private static final int MS_PER_TICK = 10;

  private Processors() {}

  /** Processor time of these processes, and of all that they have started. */
  static Duration used(long... pids) {
    long ticks = 0;
    for (long pid : pids) {
      ticks += ticks(pid, 4);
      for (var child : ProcessHandle.of(pid).orElseThrow().descendants().toList()) {
        ticks += ticks(child.pid(), 4);
      }
    }
    return Duration.ofMillis(ticks * MS_PER_TICK);
  }

  private static long ticks(long pid, int times) {
    try {
      String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
      long ticks = 0;
      for (int i = 0; i < times; i++) {
        ticks += Long.parseLong(fields[FIRST_TIME + i]);
      }
      return ticks;
    } catch (IOException e) {
      return 0; // it has ended, and its parent has its time
    }
  }

  static int count() {
    return Runtime.getRuntime().availableProcessors();
  }

  /** The most memory that a process has had resident, in MB. */
  static long peakMemory(long pid) {
    return status(pid, "VmHWM:");
  }

  /** The memory that a process has resident, in MB. */
  static long memory(long pid) {
    return status(pid, "VmRSS:");
  }

  private static long status(long pid, String field) {
    try {
      return Files.readAllLines(Path.of("/proc", Long.toString(pid), "status")).stream()
          .filter(line -> line.startsWith(field))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
          .sum();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
