package io.gatehouse.monitoring;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** What {@code deploy/} has for Prometheus and Grafana. */
final class MonitoringFiles {

  static final Path RULES = Path.of("deploy", "prometheus", "rules.yml");
  static final Path ALERTS = Path.of("deploy", "prometheus", "alerts.yml");
  static final List<Path> TESTS =
      List.of(
          Path.of("deploy", "prometheus", "alerts.test.yml"),
          Path.of("deploy", "prometheus", "alerts-weeks.test.yml"));
  static final Path OPERATIONS = Path.of("deploy", "OPERATIONS.md");

  private static final Path DASHBOARD =
      Path.of("deploy", "grafana", "dashboards", "gatehouse.json");

  private MonitoringFiles() {}

  static JsonNode dashboard() {
    return JsonMapper.shared().readTree(DASHBOARD);
  }

  /** The alerts, each with what belongs to it. */
  static List<JsonNode> alerts() {
    return rules(ALERTS).filter(rule -> rule.has("alert")).toList();
  }

  static Stream<JsonNode> rules(Path file) {
    return yaml(file)
        .required("groups")
        .valueStream()
        .flatMap(group -> group.required("rules").valueStream());
  }

  static JsonNode yaml(Path file) {
    return YAMLMapper.shared().readTree(file);
  }

  static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
