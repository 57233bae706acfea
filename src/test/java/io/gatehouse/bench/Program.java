package io.gatehouse.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A program in a JVM of its own, until it is killed. */
record Program(Process process) implements AutoCloseable {

  /**
   * Of the worker and the limit alike: those of the image, with a heap of 512 MB, and what is asked
   * for.
   */
  static final List<String> JVM_OPTIONS =
      Stream.concat(
              Stream.of("@" + Path.of("deploy", "image", "jvm.options"), "-Xmx512m"),
              Stream.of(System.getProperty("jvm.options", "").split(" ")))
          .filter(option -> !option.isEmpty())
          .toList();

  static Program java(String name, Class<?> main, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(java());
    command.addAll(JVM_OPTIONS);
    command.add(main.getName());
    command.addAll(List.of(arguments));
    return start(command, name);
  }

  /** Waits until it has ended well. */
  static void runJava(String name, List<String> arguments) {
    List<String> command = new ArrayList<>(List.of(java()));
    command.addAll(arguments);
    run(name, command);
  }

  /** Waits until it has ended well. */
  static void run(String name, List<String> command) {
    int exit = start(command, name).process.onExit().join().exitValue();
    if (exit != 0) {
      throw new IllegalStateException("failed, see target/" + name + ".log: " + command);
    }
  }

  private static Program start(List<String> command, String name) {
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.redirectOutput(
        ProcessBuilder.Redirect.appendTo(Path.of("target", name + ".log").toFile()));
    builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
    try {
      Process started = builder.start();
      Runtime.getRuntime().addShutdownHook(new Thread(started::destroyForcibly));
      return new Program(started);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  long pid() {
    return process.pid();
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}
