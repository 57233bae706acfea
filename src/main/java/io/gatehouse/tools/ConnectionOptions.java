package io.gatehouse.tools;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** Which broker, and how to log in there. Every command has these. */
final class ConnectionOptions {

  @Option(
      names = "--bootstrap-server",
      paramLabel = "HOST:PORT",
      scope = ScopeType.INHERIT,
      description =
          "The broker, or several with commas. Otherwise what the worker would use:"
              + " SPRING_KAFKA_BOOTSTRAP_SERVERS, application.yaml, or localhost:9092.")
  @Nullable String bootstrapServer;

  @Option(
      names = "--command-config",
      paramLabel = "FILE",
      scope = ScopeType.INHERIT,
      description =
          "Properties of Kafka's clients, as Kafka's own tools take them: security.protocol,"
              + " sasl.jaas.config, ssl.truststore.location ...")
  @Nullable Path commandConfig;
}
