package io.gatehouse.worker;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.local.LocalTestServices;
import io.gatehouse.local.TestServices;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What users start: the jar, as the worker and as a tool. */
class ToolsJarIT {

  /** A build in the background is started to ignore Ctrl-C, and hands that on. */
  private static final List<String> HEEDS_CTRL_C =
      List.of("perl", "-e", "$SIG{INT} = 'DEFAULT'; exec @ARGV", "--");

  private record Ran(int code, String out, String err) {}

  @TempDir Path folder = Path.of(".");

  private static Path jar() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("target"))) {
      return files
          .filter(file -> file.getFileName().toString().matches("gatehouse-.*\\.jar"))
          .findFirst()
          .orElseThrow();
    }
  }

  @Test
  void the_jar_is_the_worker_and_the_tools_and_verify_finds_what_is_missing() throws Exception {
    Path jar = jar();
    Ran version = run(jar, Map.of(), "--version");
    assertThat(version.out()).startsWith("gatehouse 0.").doesNotContain("not packaged");
    assertThat(version.err()).isEmpty();

    try (LocalTestServices services = TestServices.local()) {
      Map<String, String> environment =
          Map.of(
              "SPRING_KAFKA_BOOTSTRAP_SERVERS", services.bootstrapServers(),
              "SPRING_DATASOURCE_URL", services.jdbcUrl(),
              "SPRING_DATASOURCE_USERNAME", services.username(),
              "SPRING_DATASOURCE_PASSWORD", services.password());
      try (var worker = new WorkerProcess(services, List.of(), jar)) {
        worker.awaitReady();

        Ran sent =
            run(jar, environment, "send", "--customer", "c-1", "--channel", "web", "--text", "Hi");
        assertThat(sent.err()).isEmpty();
        assertThat(sent.out()).contains("unassigned  no-bot  t-1");
        assertThat(run(jar, environment, "block", "c-1").code()).isEqualTo(3);
        Ran clean = run(jar, environment, "verify");
        assertThat(clean.code()).as(clean.out() + clean.err()).isZero();
        follow(jar, environment);
        assertThat(worker.terminate()).isEqualTo(143);
      }
      forget(services);
      Ran broken = run(jar, environment, "verify");
      assertThat(broken.code()).isEqualTo(5);
      assertThat(broken.out()).containsPattern("agreement +[0-9]+ violation").contains("First of");

      Ran unanswered = run(jar, environment, "block", "c-1", "--timeout", "2s");
      assertThat(unanswered.code()).isEqualTo(4);
      assertThat(unanswered.err()).contains("no outcome within 2.0 s", "--command-id");
    }
  }

  /** Ctrl-C ends it without a word. */
  private void follow(Path jar, Map<String, String> environment) throws Exception {
    Process tail = start(jar, environment, "tail", "outcome", "--from-beginning");
    await().atMost(60, SECONDS).until(() -> read("out").contains("command.outcome  c-1"));

    new ProcessBuilder("kill", "-INT", Long.toString(tail.pid())).start().waitFor();

    assertThat(tail.waitFor(30, SECONDS)).isTrue();
    assertThat(tail.exitValue()).isEqualTo(130);
    assertThat(said()).isEmpty();
  }

  private static void forget(TestServices services) throws Exception {
    try (var connection =
            DriverManager.getConnection(
                services.jdbcUrl(), services.username(), services.password());
        var statement = connection.createStatement()) {
      assertThat(statement.executeUpdate("delete from message")).isEqualTo(1);
    }
  }

  private Ran run(Path jar, Map<String, String> environment, String... arguments) throws Exception {
    Process process = start(jar, environment, arguments);
    assertThat(process.waitFor(120, SECONDS)).isTrue();
    return new Ran(process.exitValue(), read("out"), said());
  }

  private Process start(Path jar, Map<String, String> environment, String... arguments)
      throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    List<String> command = new ArrayList<>(HEEDS_CTRL_C);
    command.addAll(List.of(java, "-Xmx512m", "-jar", jar.toString()));
    command.addAll(List.of(arguments));
    var builder = new ProcessBuilder(command);
    builder.environment().putAll(environment);
    return builder
        .redirectOutput(folder.resolve("out").toFile())
        .redirectError(folder.resolve("err").toFile())
        .start();
  }

  /** Without what Java itself says of lz4 in the packed jar. */
  private String said() throws IOException {
    return read("err")
        .lines()
        .filter(line -> !line.startsWith("WARNING: "))
        .collect(Collectors.joining("\n"));
  }

  private String read(String name) throws IOException {
    return Files.readString(folder.resolve(name));
  }
}
