package io.gatehouse.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How the broker's JVM is started. */
final class BrokerProcess {

  /**
   * Logback's, not Log4j's: Spring Boot's starter makes it the one that SLF4J and Log4j's API write
   * to, on this class path too.
   */
  private static final String LOGGING =
      """
      <configuration>
        <appender name="OUT" class="ch.qos.logback.core.ConsoleAppender">
          <encoder>
            <pattern>%d{yyyy-MM-dd HH:mm:ss.SSS} %-5level %logger{20} %msg%n</pattern>
          </encoder>
        </appender>
        <logger name="kafka.server.KafkaRaftServer" level="INFO"/>
        <root level="WARN">
          <appender-ref ref="OUT"/>
        </root>
      </configuration>
      """;

  private BrokerProcess() {}

  /** With this JVM's Java and class path; {@link EndsWithParent} reads the pipe to it. */
  static Process launch(Path settings, List<String> heap, Path log) throws IOException {
    Path logging = Files.writeString(settings.resolveSibling("logback.xml"), LOGGING);
    List<String> command = new ArrayList<>();
    if (!System.getProperty("os.name", "").startsWith("Windows")) {
      // Ctrl-C goes to the whole foreground group, but the broker has to end after the worker
      command.addAll(List.of("sh", "-c", "trap '' INT HUP; exec \"$0\" \"$@\""));
    }
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(heap);
    command.addAll(
        List.of(
            // as Kafka's own start script
            "-XX:+UseG1GC",
            "-XX:MaxGCPauseMillis=20",
            "-XX:InitiatingHeapOccupancyPercent=35",
            "--enable-native-access=ALL-UNNAMED",
            "-Dlogback.configurationFile=" + logging,
            "kafka.Kafka",
            settings.toString()));
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
    return builder.start();
  }
}
