package io.gatehouse.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.openshift.api.model.monitoring.v1.PodMonitor;
import io.gatehouse.topics.Topic;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The example for Kubernetes: every field exists, and what it says of Gatehouse is so. */
class KubernetesTest {

  private static final Map<String, Class<?>> TYPES =
      Map.of(
          "ConfigMap", ConfigMap.class,
          "NetworkPolicy", NetworkPolicy.class,
          "PodDisruptionBudget", PodDisruptionBudget.class,
          "PodMonitor", PodMonitor.class,
          "Service", Service.class,
          "ServiceAccount", ServiceAccount.class,
          "StatefulSet", StatefulSet.class);

  /** Nobody publishes its types for Java: its fields are checked one by one below. */
  private static final String KEDA = "ScaledObject";

  private static final JsonNode APPLICATION =
      YAMLMapper.shared().readTree(Path.of("src", "main", "resources", "application.yaml"));

  static List<JsonNode> typed() {
    return Manifests.all().stream()
        .filter(manifest -> !Manifests.kind(manifest).equals(KEDA))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("typed")
  void every_field_is_one_that_kubernetes_knows(JsonNode manifest) {
    Class<?> type = TYPES.get(Manifests.kind(manifest));

    assertThat(type).isNotNull();
    Manifests.read(manifest, Objects.requireNonNull(type));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"replicas\":2 => \"replicas\":\"2\"",
        "\"replicas\":2 => \"replica\":2",
        "\"runAsNonRoot\":true => \"runAsNoRoot\":true",
        "\"value\":\"8081\" => \"value\":8081",
      })
  void a_field_that_is_wrong_would_be_found(String change) {
    String before = change.split(" => ", -1)[0];
    String after = change.split(" => ", -1)[1];
    String set = Manifests.only("StatefulSet").toString();
    assertThat(set).contains(before);
    JsonNode wrong = JsonMapper.shared().readTree(set.replace(before, after));

    assertThatThrownBy(() -> Manifests.read(wrong, StatefulSet.class)).isNotNull();
  }

  @Test
  void a_worker_has_the_name_of_its_pod_and_no_variables_of_services() {
    EnvVar name =
        container().getEnv().stream()
            .filter(variable -> variable.getName().equals("GATEHOUSE_KAFKA_INSTANCEID"))
            .findAny()
            .orElseThrow();

    assertThat(name.getValueFrom().getFieldRef().getFieldPath()).isEqualTo("metadata.name");
    assertThat(pod().getEnableServiceLinks()).isFalse();
  }

  @Test
  void probes_ask_on_the_port_of_management_and_liveness_does_not_ask_for_others() {
    Container container = container();
    Map<String, Integer> ports =
        container.getPorts().stream()
            .collect(Collectors.toMap(port -> port.getName(), port -> port.getContainerPort()));

    assertThat(ports).containsEntry("http", 8080).containsEntry("management", 8081);
    assertThat(container.getEnv())
        .anyMatch(
            variable ->
                variable.getName().equals("MANAGEMENT_SERVER_PORT")
                    && variable.getValue().equals("8081"));
    assertThat(List.of(container.getStartupProbe(), container.getLivenessProbe()))
        .extracting(KubernetesTest::path)
        .containsOnly("/actuator/health/liveness");
    assertThat(path(container.getReadinessProbe())).isEqualTo("/actuator/health/readiness");
    assertThat(
            List.of(
                container.getStartupProbe(),
                container.getLivenessProbe(),
                container.getReadinessProbe()))
        .allMatch(probe -> probe.getHttpGet().getPort().getStrVal().equals("management"));
  }

  private static String path(Probe probe) {
    return probe.getHttpGet().getPath();
  }

  @Test
  void there_is_time_for_a_graceful_stop() {
    String phase = APPLICATION.at("/spring/lifecycle/timeout-per-shutdown-phase").stringValue();
    Duration each = Duration.parse("PT" + phase);
    // consumers, then HTTP, after the pause in which requests still come
    long needed = 5 + 2 * each.toSeconds();

    assertThat(container().getLifecycle().getPreStop().getExec().getCommand())
        .containsExactly("sleep", "5");
    assertThat(pod().getTerminationGracePeriodSeconds()).isGreaterThan(needed);
  }

  @Test
  void everything_selects_the_pods_by_their_label() {
    Map<String, String> label = set().getSpec().getTemplate().getMetadata().getLabels();

    assertThat(label).containsExactly(Map.entry("app.kubernetes.io/name", "gatehouse"));
    assertThat(set().getSpec().getSelector().getMatchLabels()).isEqualTo(label);
    assertThat(
            read("PodDisruptionBudget", PodDisruptionBudget.class)
                .getSpec()
                .getSelector()
                .getMatchLabels())
        .isEqualTo(label);
    assertThat(
            read("NetworkPolicy", NetworkPolicy.class).getSpec().getPodSelector().getMatchLabels())
        .isEqualTo(label);
    assertThat(read("PodMonitor", PodMonitor.class).getSpec().getSelector().getMatchLabels())
        .isEqualTo(label);
    assertThat(Manifests.all().stream().filter(each -> Manifests.kind(each).equals("Service")))
        .hasSize(2)
        .allMatch(
            service ->
                Manifests.read(service, Service.class).getSpec().getSelector().equals(label));
  }

  @Test
  void keda_scales_the_workers_by_the_messages_that_wait_up_to_one_a_partition() {
    JsonNode spec = Manifests.only(KEDA).required("spec");
    JsonNode trigger = spec.required("triggers").required(0);
    UnaryOperator<String> metadata =
        key -> trigger.required("metadata").required(key).stringValue();
    JsonNode topic =
        YAMLMapper.shared()
            .readTree(Path.of("topics", Topic.MESSAGES_INBOUND.contractName() + ".yaml"));

    assertThat(spec.at("/scaleTargetRef/kind").stringValue()).isEqualTo("StatefulSet");
    assertThat(spec.at("/scaleTargetRef/name").stringValue())
        .isEqualTo(set().getMetadata().getName());
    assertThat(trigger.required("type").stringValue()).isEqualTo("kafka");
    assertThat(metadata.apply("topic")).isEqualTo(Topic.MESSAGES_INBOUND.contractName());
    assertThat(metadata.apply("consumerGroup")).isEqualTo("gatehouse.inbound");
    assertThat(read("ConfigMap", ConfigMap.class).getData())
        .containsKey(metadata.apply("bootstrapServersFromEnv"));
    assertThat(trigger.required("metadata").valueStream()).allMatch(JsonNode::isString);
    assertThat(spec.required("minReplicaCount").intValue())
        .isEqualTo(set().getSpec().getReplicas());
    assertThat(spec.required("maxReplicaCount").intValue())
        .isEqualTo(topic.required("partitions").intValue());
  }

  private static <T> T read(String kind, Class<T> type) {
    return Manifests.read(Manifests.only(kind), type);
  }

  private static StatefulSet set() {
    return read("StatefulSet", StatefulSet.class);
  }

  private static PodSpec pod() {
    return set().getSpec().getTemplate().getSpec();
  }

  private static Container container() {
    return pod().getContainers().getFirst();
  }
}
