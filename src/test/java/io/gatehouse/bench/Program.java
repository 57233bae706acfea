package io.gatehouse.bench;

import io.gatehouse.local.TestServices;
import io.gatehouse.worker.WorkerProcess;
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
  private static final List<String> JVM_OPTIONS =
      List.of(
          System.getProperty("jvm.options", "-XX:+UseG1GC -XX:G1HeapRegionSize=4m").split(" ", -1));

  /** Of the image; an older one runs without. */
  private static final int JAVA_WITH_CACHE = 25;

  static Program java(String name, Class<?> main, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(java());
    command.addAll(List.of("-Xmx512m", "--enable-native-access=ALL-UNNAMED"));
    command.addAll(JVM_OPTIONS);
    command.add(main.getName());
    command.addAll(List.of(arguments));
    return start(command, name);
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

  /** This build's worker, as the image has it. */
  static WorkerProcess worker(TestServices services) {
    return new WorkerProcess(services, Image.OPTIONS, Image.JAR);
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

  /**
   * What {@code Dockerfile} does: the jar with its libraries beside it, and a cache of its classes.
   * Once, because a running worker reads it.
   */
  private static final class Image {
    private static final Path FOLDER = Path.of("target", "benchmark", "worker");
    private static final Path CACHE = FOLDER.resolve("gatehouse.aot");
    static final Path JAR = extract();
    static final List<String> OPTIONS = options();

    private static Path extract() {
      try (Stream<Path> built = Files.list(Path.of("target"))) {
        Path jar =
            built
                .filter(file -> file.getFileName().toString().matches("gatehouse-.*\\.jar"))
                .findAny()
                .orElseThrow(() -> new IllegalStateException("there is no jar yet: use verify"));
        run(
            "-Djarmode=tools",
            "-jar",
            jar.toString(),
            "extract",
            "--force",
            "--destination",
            FOLDER.toString());
        return FOLDER.resolve(jar.getFileName());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static List<String> options() {
      List<String> options = new ArrayList<>(JVM_OPTIONS);
      if (Runtime.version().feature() >= JAVA_WITH_CACHE) {
        List<String> training = new ArrayList<>(JVM_OPTIONS);
        training.addAll(
            List.of(
                "--enable-native-access=ALL-UNNAMED",
                "-XX:AOTCacheOutput=" + CACHE,
                "-Dspring.context.exit=onRefresh",
                "-Dspring.datasource.url=jdbc:postgresql:nothing",
                "-jar",
                JAR.toString()));
        run(training.toArray(String[]::new));
        options.add("-XX:AOTCache=" + CACHE);
      }
      return options;
    }

    private static void run(String... arguments) {
      List<String> command = new ArrayList<>(List.of(java()));
      command.addAll(List.of(arguments));
      int exit = Program.start(command, "image").process.onExit().join().exitValue();
      if (exit != 0) {
        throw new IllegalStateException("failed, see target/image.log: " + command);
      }
    }
  }
}
