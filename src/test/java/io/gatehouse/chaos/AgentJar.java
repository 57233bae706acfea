package io.gatehouse.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** What {@code -javaagent} wants: a jar that names the agent. The classes are on the class path. */
final class AgentJar {

  private static final Path JAR = make();

  private AgentJar() {}

  static Path path() {
    return JAR;
  }

  private static Path make() {
    var manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().putValue("Premain-Class", ChaosAgent.class.getName());
    Path jar = Path.of("target", "chaos-agent.jar");
    try {
      new JarOutputStream(Files.newOutputStream(jar), manifest).close();
      return jar;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
