package io.gatehouse.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** The alerts are right for Prometheus, tested one by one, and each says what to do. */
class AlertsTest {

  private static final Pattern ALERT_NAME = Pattern.compile("alertname=\"(\\w+)\"");
  private static final Pattern RUNBOOK_SECTION = Pattern.compile("(?m)^### (Gatehouse\\w+)$");

  private static final List<Path> TESTS = MonitoringFiles.TESTS;

  @Test
  void prometheus_accepts_the_rules() {
    PrometheusPrograms.promtool(
        "check", "rules", MonitoringFiles.RULES.toString(), MonitoringFiles.ALERTS.toString());
  }

  @ParameterizedTest
  @FieldSource("TESTS")
  void alerts_fire_when_they_should_and_else_not(Path tests) {
    PrometheusPrograms.promtool("test", "rules", tests.toString());
  }

  @ParameterizedTest
  @MethodSource("names")
  void an_alert_is_tested_both_when_it_fires_and_when_it_is_quiet(String alert) {
    List<List<Set<String>>> firing = firing().filter(looks -> fires(looks, alert)).toList();

    assertThat(firing).as("tests in which it fires").isNotEmpty();
    assertThat(firing)
        .as("of them, one with a look at which it is quiet")
        .anyMatch(looks -> looks.stream().anyMatch(look -> !look.contains(alert)));
  }

  @ParameterizedTest
  @MethodSource("io.gatehouse.monitoring.MonitoringFiles#alerts")
  void an_alert_says_how_bad_it_is_and_what_to_do(JsonNode alert) {
    JsonNode annotations = alert.required("annotations");
    String runbook = annotations.required("runbook").stringValue();

    assertThat(alert.required("labels").required("severity").stringValue())
        .isIn("critical", "warning");
    assertThat(annotations.required("summary").stringValue()).isNotBlank();
    assertThat(annotations.required("description").stringValue()).isNotBlank();
    assertThat(runbook).startsWith("deploy/OPERATIONS.md#");
    assertThat(sections())
        .extracting(section -> section.toLowerCase(Locale.ROOT))
        .contains(runbook.substring(runbook.indexOf('#') + 1));
  }

  @Test
  void the_runbook_has_no_section_about_an_alert_that_is_not_there() {
    assertThat(names()).containsAll(sections());
  }

  static List<String> names() {
    return MonitoringFiles.alerts().stream()
        .map(alert -> alert.required("alert").stringValue())
        .toList();
  }

  private static List<String> sections() {
    return RUNBOOK_SECTION
        .matcher(MonitoringFiles.text(MonitoringFiles.OPERATIONS))
        .results()
        .map(section -> section.group(1))
        .toList();
  }

  /** For each test, what fires at each look. */
  private static Stream<List<Set<String>>> firing() {
    return TESTS.stream()
        .flatMap(file -> MonitoringFiles.yaml(file).required("tests").valueStream())
        .map(
            test ->
                test.required("promql_expr_test").valueStream().map(AlertsTest::alertsIn).toList());
  }

  private static Set<String> alertsIn(JsonNode look) {
    return ALERT_NAME
        .matcher(look.required("exp_samples").toString().replace("\\", ""))
        .results()
        .map(name -> name.group(1))
        .collect(Collectors.toSet());
  }

  private static boolean fires(List<Set<String>> looks, String alert) {
    return looks.stream().anyMatch(look -> look.contains(alert));
  }
}
