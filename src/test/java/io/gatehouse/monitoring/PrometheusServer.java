package io.gatehouse.monitoring;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;

import io.gatehouse.local.Folders;
import io.gatehouse.local.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A Prometheus that scrapes one worker every second, with the rules of {@code deploy/}. Its log and
 * its data are in {@code target/prometheus-<port>}, the data until it is closed.
 */
final class PrometheusServer implements AutoCloseable {

  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
  private final int port = Ports.free();
  private final Path folder = Path.of("target", "prometheus-" + port);
  private final Process process;

  PrometheusServer(int managementPort) {
    Path program = PrometheusPrograms.require("prometheus");
    try {
      Files.createDirectories(folder);
      Path config = Files.writeString(folder.resolve("prometheus.yml"), config(managementPort));
      var builder =
          new ProcessBuilder(
              program.toString(),
              "--config.file=" + config,
              "--storage.tsdb.path=" + folder.resolve("data"),
              "--web.listen-address=127.0.0.1:" + port);
      builder.redirectErrorStream(true).redirectOutput(folder.resolve("log").toFile());
      process = builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    await()
        .atMost(60, SECONDS)
        .failFast("Prometheus has ended, see " + folder, () -> !process.isAlive())
        .ignoreException(UncheckedIOException.class)
        .until(() -> ask("/-/ready").statusCode() == 200);
  }

  private static String config(int managementPort) {
    return """
        global: {scrape_interval: 1s, scrape_timeout: 1s, evaluation_interval: 1s}
        rule_files: ["%s", "%s"]
        scrape_configs:
          - job_name: gatehouse
            metrics_path: /actuator/prometheus
            scrape_timeout: 1s
            static_configs: [{targets: ["localhost:%d"]}]
        """
        .formatted(
            MonitoringFiles.RULES.toAbsolutePath(),
            MonitoringFiles.ALERTS.toAbsolutePath(),
            managementPort);
  }

  /** The series that it has now, each with its labels and its value; fails if it is no PromQL. */
  List<JsonNode> query(Expression expression) {
    HttpResponse<String> answer =
        ask("/api/v1/query?query=" + URLEncoder.encode(expression.text(), StandardCharsets.UTF_8));
    if (answer.statusCode() != 200) {
      throw new AssertionError(
          "%s: %s\n%s".formatted(expression.place(), expression.text(), answer.body()));
    }
    return json(answer).required("data").required("result").valueStream().toList();
  }

  /** All rules, with what came of their last evaluation. */
  List<JsonNode> rules() {
    return json(ask("/api/v1/rules"))
        .required("data")
        .required("groups")
        .valueStream()
        .flatMap(group -> group.required("rules").valueStream())
        .toList();
  }

  private HttpResponse<String> ask(String path) {
    try {
      var request =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
              .timeout(Duration.ofSeconds(30))
              .build();
      return http.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static JsonNode json(HttpResponse<String> answer) {
    return JsonMapper.shared().readTree(answer.body());
  }

  @Override
  public void close() {
    http.close();
    process.destroyForcibly().onExit().join();
    Folders.delete(folder.resolve("data"));
  }
}
