package io.gatehouse.overview;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.health.actuate.endpoint.CompositeHealthDescriptor;
import org.springframework.boot.health.actuate.endpoint.HealthDescriptor;
import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;
import org.springframework.boot.health.actuate.endpoint.IndicatedHealthDescriptor;
import org.springframework.boot.health.contributor.Status;
import org.springframework.stereotype.Component;

/** What {@code /actuator/health/readiness} says, asked anew each time. */
@Component
class Readiness {

  /**
   * What it says.
   *
   * @param ready whether the worker takes part in the work
   */
  record Answer(boolean ready, List<Overview.Part> parts) {}

  private final ObjectProvider<HealthEndpoint> health;

  Readiness(ObjectProvider<HealthEndpoint> health) {
    this.health = health;
  }

  /** Without parts if health is switched off; then nobody is ready. */
  Answer ask() {
    HealthEndpoint endpoint = health.getIfAvailable();
    HealthDescriptor said = endpoint == null ? null : endpoint.healthForPath("readiness");
    if (said == null) {
      return new Answer(false, List.of());
    }
    Map<String, HealthDescriptor> parts =
        said instanceof CompositeHealthDescriptor composite && composite.getComponents() != null
            ? composite.getComponents()
            : Map.of();
    return new Answer(
        said.getStatus().equals(Status.UP),
        new TreeMap<>(parts)
            .entrySet().stream().map(part -> part(part.getKey(), part.getValue())).toList());
  }

  private static Overview.Part part(String name, HealthDescriptor said) {
    Map<String, String> details = new TreeMap<>();
    if (said instanceof IndicatedHealthDescriptor one && one.getDetails() != null) {
      one.getDetails().forEach((key, value) -> details.put(key, Objects.toString(value)));
    }
    return new Overview.Part(name, said.getStatus().getCode(), details);
  }
}
