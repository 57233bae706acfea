package io.gatehouse.local;

import org.jspecify.annotations.Nullable;

/** Chooses and starts the pair that the tests of this JVM share. */
final class SharedTestServices {

  private static @Nullable TestServices services;

  private SharedTestServices() {}

  static synchronized TestServices get() {
    if (services == null) {
      services = start(System.getProperty("gatehouse.test.services", "auto"));
    }
    return services;
  }

  private static TestServices start(String kind) {
    QuietLogs.warningsOnly();
    return switch (kind) {
      case "local" -> local("as asked for");
      case "docker" -> docker("as asked for");
      case "auto" -> whicheverWorks();
      default ->
          throw new CannotStart(
              "gatehouse.test.services is '%s', not local, docker or auto".formatted(kind));
    };
  }

  private static TestServices whicheverWorks() {
    if (!DockerEngine.answers()) {
      return local("no Docker engine answers");
    }
    try {
      return docker("a Docker engine answers");
    } catch (RuntimeException e) {
      // an engine without a registry to pull from, for instance
      return local("the Docker engine cannot run them: " + e.getMessage());
    }
  }

  private static TestServices local(String why) {
    System.out.println("Kafka and PostgreSQL for tests: local processes (" + why + ")");
    return LocalTestServices.start();
  }

  private static TestServices docker(String why) {
    System.out.println("Kafka and PostgreSQL for tests: Docker containers (" + why + ")");
    return DockerTestServices.start();
  }
}
