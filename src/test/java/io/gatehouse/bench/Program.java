package io.gatehouse.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A program in a JVM of its own, until it is killed. */
record Program(Process process) implements AutoCloseable {

  /** Of the worker and the limit alike: those of the image. The heap is of 512 MB. */
  static final List<String> JVM_OPTIONS =
      List.of(
          System.getProperty("jvm.options", "-XX:+UseG1GC -XX:G1HeapRegionSize=4m").split(" ", -1));

  static Program java(String name, Class<?> main, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(java());
    command.addAll(List.of("-Xmx512m", "--enable-native-access=ALL-UNNAMED"));
    command.addAll(JVM_OPTIONS);
    command.add(main.getName());
    command.addAll(List.of(arguments));
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

  /** This build's jar, its libraries beside it, as the image has it. */
  static Path worker() {
    return Extracted.JAR;
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

  /** Once, because a running worker reads it. */
  private static final class Extracted {
    static final Path JAR = extract(Path.of("target", "benchmark", "worker"));

    private static Path extract(Path folder) {
      try (Stream<Path> built = Files.list(Path.of("target"))) {
        Path jar =
            built
                .filter(file -> file.getFileName().toString().matches("gatehouse-.*\\.jar"))
                .findAny()
                .orElseThrow(() -> new IllegalStateException("there is no jar yet: use verify"));
        Process extracting =
            new ProcessBuilder(
                    java(),
                    "-Djarmode=tools",
                    "-jar",
                    jar.toString(),
                    "extract",
                    "--force",
                    "--destination",
                    folder.toString())
                .inheritIO()
                .start();
        if (extracting.onExit().join().exitValue() != 0) {
          throw new IllegalStateException("cannot extract " + jar);
        }
        return folder.resolve(jar.getFileName());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
