package io.gatehouse.local;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.testcontainers.DockerClientFactory;

/** Whether containers can be used. */
final class DockerEngine {

  private DockerEngine() {}

  /**
   * Looks for a sign of an engine first: Testcontainers takes seconds to find that there is none.
   */
  static boolean answers() {
    return configured() && DockerClientFactory.instance().isDockerAvailable();
  }

  private static boolean configured() {
    Map<String, String> environment = System.getenv();
    Path home = Path.of(System.getProperty("user.home", ""));
    return environment.containsKey("DOCKER_HOST")
        || Files.exists(home.resolve(".testcontainers.properties"))
        || Stream.of(
                Path.of("/var/run/docker.sock"),
                home.resolve(".docker/run/docker.sock"),
                home.resolve(".docker/desktop/docker.sock"),
                Path.of(environment.getOrDefault("XDG_RUNTIME_DIR", "/run"), "docker.sock"),
                Path.of("//./pipe/docker_engine"))
            .anyMatch(Files::exists);
  }
}
