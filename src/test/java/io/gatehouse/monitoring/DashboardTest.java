package io.gatehouse.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** The dashboard is whole: Grafana would show what is wrong only to whoever looks. */
class DashboardTest {

  private static final Path DATA_SOURCES =
      Path.of("deploy", "grafana", "provisioning", "datasources", "prometheus.yaml");
  private static final Pattern VARIABLE = Pattern.compile("\\$(\\w+)");
  private static final int COLUMNS = 24;

  private static final JsonNode DASHBOARD = MonitoringFiles.dashboard();

  static List<JsonNode> panels() {
    return DASHBOARD.required("panels").valueStream().filter(panel -> !isRow(panel)).toList();
  }

  private static boolean isRow(JsonNode panel) {
    return panel.required("type").stringValue().equals("row");
  }

  @ParameterizedTest
  @MethodSource("panels")
  void a_panel_says_what_it_shows_in_which_unit_and_names_its_lines(JsonNode panel) {
    assertThat(panel.required("title").stringValue()).isNotBlank();
    assertThat(panel.required("description").stringValue()).isNotBlank();
    assertThat(panel.at("/fieldConfig/defaults/unit").stringValue()).isNotBlank();
    assertThat(panel.required("targets")).isNotEmpty();
    if (panel.required("type").stringValue().equals("timeseries")) {
      assertThat(panel.required("targets"))
          .allMatch(target -> !target.required("legendFormat").stringValue().isBlank());
    }
  }

  @Test
  void everything_is_read_from_the_data_source_that_is_provisioned() {
    String uid = MonitoringFiles.yaml(DATA_SOURCES).at("/datasources/0/uid").stringValue();

    assertThat(DASHBOARD.findValues("datasource"))
        .hasSizeGreaterThan(panels().size())
        .allMatch(source -> source.required("uid").stringValue().equals(uid));
  }

  @Test
  void every_variable_is_there() {
    Set<String> defined =
        new HashSet<>(
            DASHBOARD
                .required("templating")
                .required("list")
                .valueStream()
                .map(variable -> variable.required("name").stringValue())
                .toList());
    defined.add("__rate_interval"); // Grafana's own

    for (JsonNode expr : DASHBOARD.findValues("expr")) {
      String withoutStrings = expr.stringValue().replace("\"$1\"", "");
      assertThat(VARIABLE.matcher(withoutStrings).results().map(found -> found.group(1)))
          .isSubsetOf(defined);
    }
  }

  @Test
  void no_two_panels_have_one_place_or_one_id() {
    Set<Integer> ids = new HashSet<>();
    Set<List<Integer>> taken = new HashSet<>();
    for (JsonNode panel : DASHBOARD.required("panels")) {
      JsonNode place = panel.required("gridPos");
      assertThat(ids.add(panel.required("id").intValue())).isTrue();
      for (int x = 0; x < place.required("w").intValue(); x++) {
        for (int y = 0; y < place.required("h").intValue(); y++) {
          int column = place.required("x").intValue() + x;
          assertThat(column).isLessThan(COLUMNS);
          assertThat(taken.add(List.of(column, place.required("y").intValue() + y)))
              .as(panel.required("title").stringValue())
              .isTrue();
        }
      }
    }
  }
}
