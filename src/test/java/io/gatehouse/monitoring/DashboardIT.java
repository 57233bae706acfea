package io.gatehouse.monitoring;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.local.LocalTestServices;
import io.gatehouse.local.TestServices;
import io.gatehouse.worker.KafkaProbe;
import io.gatehouse.worker.WorkerProcess;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Everything that the dashboard shows and the rules read, of a real worker at work. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DashboardIT {

  /** What is not there while all is well, and why. */
  private static final List<String> RIGHTLY_EMPTY =
      // no request has failed by a fault
      List.of(
          "http_server_requests_seconds_count{job=\"gatehouse\", status=~\"5..\","
              + " uri!~\"/actuator.*\"}");

  private final List<AutoCloseable> started = new ArrayList<>();
  private EverythingOnce traffic;
  private PrometheusServer prometheus;

  @BeforeAll
  void start() {
    PrometheusPrograms.require("prometheus"); // before anything is started
    LocalTestServices services = closedAtTheEnd(TestServices.local());
    WorkerProcess worker =
        closedAtTheEnd(new WorkerProcess(services, List.of(), EverythingOnce.settings()));
    KafkaProbe kafka = closedAtTheEnd(new KafkaProbe(services.bootstrapServers()));
    prometheus = closedAtTheEnd(new PrometheusServer(worker.managementPort()));
    traffic = closedAtTheEnd(new EverythingOnce(worker, kafka));
    worker.awaitReady();
    kafka.allowBlocks();
    traffic.listen();
  }

  private <T extends AutoCloseable> T closedAtTheEnd(T service) {
    started.add(service);
    return service;
  }

  @AfterAll
  void end() throws Exception {
    for (AutoCloseable service : started.reversed()) {
      service.close();
    }
  }

  @Test
  void everything_that_a_panel_shows_and_a_rule_records_has_data() {
    shouldHaveData(
        Stream.concat(Expression.ofPanels().stream(), Expression.ofRecordings().stream()).toList());
  }

  @Test
  void everything_that_alerts_and_annotations_read_is_there() {
    List<Expression> expressions = Expression.ofAlertsAndAnnotations();
    expressions.forEach(prometheus::query);
    shouldHaveData(
        expressions.stream()
            .flatMap(expression -> expression.selectors().stream())
            .filter(selector -> !RIGHTLY_EMPTY.contains(selector.text()))
            .toList());
  }

  @Test
  void prometheus_evaluates_every_rule_without_an_error() {
    await()
        .atMost(60, SECONDS)
        .untilAsserted(
            () ->
                assertThat(prometheus.rules())
                    .hasSizeGreaterThan(30)
                    .allMatch(rule -> rule.required("health").stringValue().equals("ok")));
  }

  /** Each at some time: an increase, for instance, is there for a while only. */
  private void shouldHaveData(List<Expression> expressions) {
    List<Expression> missing = new ArrayList<>(expressions);
    await()
        .atMost(120, SECONDS)
        .pollInterval(1, SECONDS)
        .untilAsserted(
            () -> {
              traffic.play();
              missing.removeIf(expression -> !prometheus.query(expression).isEmpty());
              assertThat(missing).isEmpty();
            });
  }
}
