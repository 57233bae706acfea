package io.gatehouse.local;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.springframework.core.env.Environment;

/** The ports of the local run, and the settings that change them. */
record LocalPorts(int kafka, int postgres, int http) {

  private static final String KAFKA = "gatehouse.local.kafka-port";
  private static final String POSTGRES = "gatehouse.local.postgres-port";
  private static final String HTTP = "server.port";

  static LocalPorts from(Environment environment) {
    return new LocalPorts(
        environment.getProperty(KAFKA, Integer.class, 9092),
        environment.getProperty(POSTGRES, Integer.class, 54329),
        environment.getProperty(HTTP, Integer.class, 8080));
  }

  /**
   * Asked before anything is started, so that one run tells everything that is in the way.
   *
   * @throws CannotStart naming each port and what changes it
   */
  void requireFree() {
    List<String> taken = new ArrayList<>();
    check(kafka, "Kafka", KAFKA, taken);
    check(postgres, "PostgreSQL", POSTGRES, taken);
    check(http, "HTTP", HTTP, taken);
    if (!taken.isEmpty()) {
      throw new CannotStart(String.join("\n", taken));
    }
  }

  private static void check(int port, String service, String setting, List<String> taken) {
    if (port != 0 && Ports.taken(port)) {
      String variable = setting.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
      taken.add(
          "Port %d for %s is taken by another program. Stop that one, or choose another port (%s): %s=%d ./mvnw spring-boot:test-run"
              .formatted(port, service, setting, variable, port + 1));
    }
  }
}
