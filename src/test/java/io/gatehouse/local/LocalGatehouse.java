package io.gatehouse.local;

import io.gatehouse.Gatehouse;
import io.gatehouse.local.demo.Demo;
import io.gatehouse.local.demo.DemoSettings;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.core.env.Environment;
import org.springframework.core.env.SimpleCommandLinePropertySource;
import org.springframework.core.env.StandardEnvironment;

/**
 * The worker with everything around it, on this machine: {@code ./mvnw spring-boot:test-run}.
 *
 * <p>This must stay the only class with a {@code main} among the tests: Spring Boot's plugin looks
 * for it and refuses to choose.
 */
public final class LocalGatehouse {

  private LocalGatehouse() {}

  public static void main(String[] args) throws IOException {
    try {
      run(args);
    } catch (CannotStart e) {
      System.err.println("\nGatehouse cannot start here.\n" + e.getMessage() + "\n");
      System.exit(1);
    }
  }

  private static void run(String[] args) throws IOException {
    QuietLogs.warningsOnly();
    Environment settings = environment(args);
    LocalPorts ports = LocalPorts.from(settings);
    Optional<DemoSettings> demo = demo(settings);
    boolean secure = settings.getProperty("gatehouse.local.secure", Boolean.class, false);
    // another folder: users are made when a broker's data is, and its topics would not match the
    // database's progress
    DataFolder folder =
        DataFolder.lock(secure ? DataFolder.DEFAULT.resolve("secure") : DataFolder.DEFAULT);
    KafkaRights rights = KafkaRights.load();
    BrokerListeners listeners =
        secure ? new SecureListeners(folder.kafka(), rights.users()) : BrokerListeners.PLAIN;
    var kafka = new LocalKafka(folder.kafka(), ports.kafka(), listeners);
    var postgres = new LocalPostgres(folder.postgres(), ports.postgres());
    kafka.takeOver();
    postgres.takeOver();
    ports.requireFree();

    System.out.println("Starting Kafka and PostgreSQL in " + folder.path() + " ...");
    var services = new LocalServices(LocalCluster.single(kafka), postgres);
    services.start();
    if (secure) {
      try (var admin = kafka.administrator()) {
        rights.grant(admin);
      }
    }
    // runs when the worker's context is closed; until the worker runs, EndsWithParent and
    // PostgresGuard stop the services of a JVM that ends
    SpringApplication.getShutdownHandlers().add(services::stop);

    ConfigurableApplicationContext worker =
        SpringApplication.from(Gatehouse::main)
            .with(OpenMetrics.class)
            .run(arguments(kafka, listeners, postgres, args))
            .getApplicationContext();
    System.out.println(
        banner(worker.getEnvironment(), folder, kafka, postgres)
            + listeners.advice()
            + demo.map(wanted -> start(wanted, worker, kafka, listeners).advice()).orElse(""));
  }

  private static Optional<DemoSettings> demo(Environment settings) {
    try {
      return DemoSettings.from(settings);
    } catch (IllegalArgumentException e) {
      throw new CannotStart(String.valueOf(e.getMessage()));
    }
  }

  /** Ends before the worker does. */
  private static Demo start(
      DemoSettings settings,
      ConfigurableApplicationContext worker,
      LocalKafka kafka,
      BrokerListeners listeners) {
    Demo demo =
        Demo.start(
            settings,
            user -> {
              Map<String, Object> connection = new HashMap<>(listeners.client(user));
              connection.put("bootstrap.servers", kafka.bootstrapServers());
              return connection;
            });
    worker.addApplicationListener((ApplicationListener<ContextClosedEvent>) closed -> demo.close());
    return demo;
  }

  /** As Spring Boot will see it, but before Spring Boot runs. */
  private static Environment environment(String[] args) {
    var environment = new StandardEnvironment();
    environment.getPropertySources().addFirst(new SimpleCommandLinePropertySource(args));
    return environment;
  }

  /** Arguments, since a worker here must not follow a variable that names some other broker. */
  private static String[] arguments(
      LocalKafka kafka, BrokerListeners listeners, LocalPostgres postgres, String[] args) {
    List<String> all = new ArrayList<>(List.of(args));
    all.removeIf(arg -> arg.startsWith("--gatehouse.local."));
    all.add("--spring.kafka.bootstrap-servers=" + kafka.bootstrapServers());
    listeners
        .client("gatehouse")
        .forEach(
            (name, value) -> all.add("--spring.kafka.properties[%s]=%s".formatted(name, value)));
    LocalUsers.arguments().forEach(all::add);
    all.add(
        "--gatehouse.desk.login-hint=In this local run: %s; password %s."
            .formatted(String.join(", ", LocalUsers.NAMES), LocalUsers.PASSWORD));
    all.add("--spring.datasource.url=" + postgres.jdbcUrl());
    all.add("--spring.datasource.username=" + postgres.username());
    all.add("--spring.datasource.password=" + postgres.password());
    all.add("--spring.flyway.user=" + postgres.owner());
    all.add("--spring.flyway.password=" + postgres.password());
    return all.toArray(String[]::new);
  }

  private static String banner(
      Environment worker, DataFolder folder, LocalKafka kafka, LocalPostgres postgres) {
    String http = worker.getProperty("local.server.port", "8080");
    String actuator =
        "http://localhost:%s/actuator".formatted(worker.getProperty("local.management.port", http));
    return """

    Gatehouse is up.

      Kafka       %s
      PostgreSQL  %s  (user %s, password %s; tables belong to %s)
      Health      %s/health/readiness
      Metrics     %s/prometheus
      Desk        http://localhost:%s/desk  (users %s, password %s)
      API         http://localhost:%s/api/openapi.json  (the same)
      Data        %s  (kept; delete the folder to start afresh)
      Stop        Ctrl-C
    """
        .formatted(
            kafka.bootstrapServers(),
            postgres.jdbcUrl(),
            postgres.username(),
            postgres.password(),
            postgres.owner(),
            actuator,
            actuator,
            http,
            String.join(", ", LocalUsers.NAMES),
            LocalUsers.PASSWORD,
            http,
            folder.path());
  }
}
