package io.gatehouse.worker;

import io.gatehouse.local.SecureTestServices;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** A worker's environment for a broker with logins, as {@code access/README.md} gives it. */
final class SecureWorker {

  private SecureWorker() {}

  static Map<String, String> environment(SecureTestServices services, String password) {
    Map<String, String> variables = new HashMap<>();
    services
        .client("gatehouse", password)
        .forEach(
            (property, value) -> {
              if (!property.equals("bootstrap.servers")) {
                variables.put(variable(property), value.toString());
              }
            });
    return variables;
  }

  static String variable(String property) {
    return "SPRING_KAFKA_PROPERTIES_" + property.toUpperCase(Locale.ROOT).replace('.', '_');
  }
}
