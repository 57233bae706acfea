package io.gatehouse.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Prometheus' own programs, where they are installed; {@code .ci/run} installs them. */
final class PrometheusPrograms {

  private PrometheusPrograms() {}

  /** Skips the test where it is not installed, and says so. */
  static Path require(String name) {
    Optional<Path> found = find(name);
    assumeTrue(
        found.isPresent(),
        () -> name + " is not installed (Debian: apt-get install prometheus), so this is not run");
    return found.orElseThrow();
  }

  private static Optional<Path> find(String name) {
    return Stream.of(System.getenv("PATH").split(Pattern.quote(File.pathSeparator), -1))
        .map(folder -> Path.of(folder, name))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** Runs promtool, which is to find nothing wrong. */
  static void promtool(String... arguments) {
    List<String> command = new ArrayList<>(List.of(require("promtool").toString()));
    command.addAll(List.of(arguments));
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.onExit().join().exitValue()).as(said).isZero();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
