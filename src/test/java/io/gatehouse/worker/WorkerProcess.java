package io.gatehouse.worker;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;

import io.gatehouse.Gatehouse;
import io.gatehouse.local.Ports;
import io.gatehouse.local.TestServices;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A worker in a JVM of its own, to be killed. Its output goes to {@code target/worker-<port>.log}.
 */
public final class WorkerProcess implements AutoCloseable {

  /** This build's, on the class path. */
  private static final List<String> CLASSES = List.of(Gatehouse.class.getName());

  private final Map<String, String> environment;
  private final int port;
  private final int managementPort;
  private final Path log;
  private final List<String> options;
  private final List<String> program;
  private final List<String> arguments;
  private Process process;

  /** Starts it. */
  public WorkerProcess(TestServices services) {
    this(services, List.of(), List.of());
  }

  /**
   * Starts it.
   *
   * @param environment variables, before which those that name the services give way
   */
  public WorkerProcess(TestServices services, Map<String, String> environment) {
    this(connections(services, environment));
  }

  /**
   * Starts it.
   *
   * @param environment all variables that it needs, but not its port
   */
  public WorkerProcess(Map<String, String> environment) {
    this(environment, List.of(), CLASSES, List.of());
  }

  /**
   * Starts it.
   *
   * @param options of the JVM
   * @param arguments settings that differ from the default, as {@code --name=value}
   */
  public WorkerProcess(TestServices services, List<String> options, List<String> arguments) {
    this(connections(services, Map.of()), options, CLASSES, arguments);
  }

  /**
   * Starts what users start.
   *
   * @param options of the JVM
   */
  public WorkerProcess(TestServices services, List<String> options, Path jar) {
    this(connections(services, Map.of()), options, List.of("-jar", jar.toString()), List.of());
  }

  private WorkerProcess(
      Map<String, String> environment,
      List<String> options,
      List<String> program,
      List<String> arguments) {
    this.environment = Map.copyOf(environment);
    this.options = List.copyOf(options);
    this.program = List.copyOf(program);
    this.arguments = List.copyOf(arguments);
    this.port = Ports.free(); // it keeps it while it is killed
    this.managementPort = Ports.free();
    this.log = Path.of("target", "worker-" + port + ".log");
    this.process = launch();
  }

  private static Map<String, String> connections(
      TestServices services, Map<String, String> environment) {
    Map<String, String> all = new HashMap<>();
    all.put("SPRING_KAFKA_BOOTSTRAP_SERVERS", services.bootstrapServers());
    all.put("SPRING_DATASOURCE_URL", services.jdbcUrl());
    all.put("SPRING_DATASOURCE_USERNAME", services.username());
    all.put("SPRING_DATASOURCE_PASSWORD", services.password());
    all.put("SPRING_FLYWAY_USER", services.owner());
    all.put("SPRING_FLYWAY_PASSWORD", services.password());
    all.putAll(environment);
    return all;
  }

  private Process launch() {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx512m", "--enable-native-access=ALL-UNNAMED"));
    command.addAll(options);
    command.addAll(program);
    command.addAll(arguments);
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
    builder.environment().putAll(environment);
    builder.environment().put("SERVER_PORT", Integer.toString(port));
    builder.environment().put("GATEHOUSE_KAFKA_INSTANCEID", instanceId());
    builder.environment().put("MANAGEMENT_SERVER_PORT", Integer.toString(managementPort));
    try {
      Process started = builder.start();
      Runtime.getRuntime().addShutdownHook(new Thread(started::destroyForcibly));
      return started;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public void awaitReady() {
    await()
        .atMost(90, SECONDS)
        .failFast("the worker has ended, see " + log, () -> !process.isAlive())
        .until(() -> get("/actuator/health/readiness").startsWith("200"));
  }

  /** Status and body, from the management port. */
  public String get(String path) {
    try (var client = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build()) {
      var request =
          HttpRequest.newBuilder(URI.create("http://localhost:" + managementPort + path))
              .timeout(Duration.ofSeconds(10))
              .build();
      var response = client.send(request, HttpResponse.BodyHandlers.ofString());
      return response.statusCode() + " " + response.body();
    } catch (IOException e) {
      return "no answer";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "no answer";
    }
  }

  /** Of its process now, for tests that stop and continue it. */
  public long pid() {
    return process.pid();
  }

  /** Whether it runs; also true while it is stopped. */
  public boolean alive() {
    return process.isAlive();
  }

  /** Processor time that it has used since its last start. */
  public Duration processorTime() {
    return process.info().totalCpuDuration().orElse(Duration.ZERO);
  }

  /** The name in its transactional ids. */
  public String instanceId() {
    return "localhost-" + port;
  }

  /** As {@code kill -9}. */
  public void kill() {
    process.destroyForcibly();
    awaitEnd();
  }

  /** As {@code kill}: SIGTERM. Returns the exit code. */
  public int terminate() {
    process.destroy();
    awaitEnd();
    return process.exitValue();
  }

  /** Of its HTTP server; its consumers and producers have it in their client ids. */
  public int port() {
    return port;
  }

  /** Of health and metrics. */
  public int managementPort() {
    return managementPort;
  }

  /** Of a worker that ends by itself. */
  public int exitCode() {
    awaitEnd();
    return process.exitValue();
  }

  /** Waits until it has ended by itself. */
  public void awaitEnd() {
    await().atMost(60, SECONDS).until(() -> !process.isAlive());
  }

  /** The same worker, as somebody would start it after a crash. */
  public void startAgain() {
    process = launch();
  }

  public String log() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    kill();
  }
}
