package io.gatehouse.local;

import static org.awaitility.Awaitility.await;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.admin.Admin;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.postgresql.PostgreSQLContainer;

/**
 * Containers of the images that people run. Testcontainers removes them when the JVM ends.
 *
 * <p>Their host ports are fixed: Docker would give a container that is started again a new one, and
 * the worker that is meant to find its way back would look at the old.
 */
final class DockerTestServices implements TestServices {

  private static final Duration READY_WITHIN = Duration.ofSeconds(60);

  private final KafkaContainer kafka =
      new KafkaContainer("apache/kafka:4.2.1").withEnv(BrokerSettings.environment());
  private final PostgreSQLContainer postgres =
      new PostgreSQLContainer("postgres:18")
          .withUsername(GatehouseDatabase.SUPERUSER)
          .withPassword(GatehouseDatabase.NAME)
          .withDatabaseName("postgres");
  private final int postgresPort = Ports.free();

  private DockerTestServices() {
    kafka.setPortBindings(List.of(Ports.free() + ":9092"));
    postgres.setPortBindings(List.of(postgresPort + ":5432"));
  }

  static DockerTestServices start() {
    var started = new DockerTestServices();
    var kafka = CompletableFuture.runAsync(started.kafka::start);
    started.postgres.start();
    started.create(GatehouseDatabase.NAME);
    kafka.join();
    return started;
  }

  private GatehouseDatabase databases() {
    return new GatehouseDatabase(postgres.getHost(), postgresPort);
  }

  private void create(String database) {
    try {
      databases().createMissing(database);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public String bootstrapServers() {
    return kafka.getBootstrapServers();
  }

  @Override
  public String jdbcUrl() {
    return databases().jdbcUrl(GatehouseDatabase.NAME);
  }

  @Override
  public String username() {
    return GatehouseDatabase.NAME;
  }

  @Override
  public String password() {
    return GatehouseDatabase.NAME;
  }

  @Override
  public String owner() {
    return GatehouseDatabase.OWNER;
  }

  @Override
  public String freshDatabase() {
    String name = FreshNames.next();
    create(name);
    return databases().jdbcUrl(name);
  }

  @Override
  public void stopKafka() {
    // the shell that Testcontainers puts around the broker passes no signal on: no use in waiting
    stop(kafka, 1);
  }

  @Override
  public void startKafka() {
    startAgain(kafka, this::kafkaAnswers);
  }

  @Override
  public void stopPostgres() {
    stop(postgres, 30);
  }

  @Override
  public void startPostgres() {
    startAgain(postgres, this::postgresAnswers);
  }

  /** Not the container's own stop, which would remove it with its data. */
  private static void stop(GenericContainer<?> container, int killAfterSeconds) {
    container
        .getDockerClient()
        .stopContainerCmd(container.getContainerId())
        .withTimeout(killAfterSeconds)
        .exec();
  }

  private static void startAgain(GenericContainer<?> container, Callable<Boolean> answers) {
    container.getDockerClient().startContainerCmd(container.getContainerId()).exec();
    await().atMost(READY_WITHIN).ignoreExceptions().until(answers);
  }

  private boolean kafkaAnswers() throws Exception {
    try (var admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers()))) {
      return !admin.describeCluster().nodes().get().isEmpty();
    }
  }

  private boolean postgresAnswers() throws SQLException {
    databases().createMissing(GatehouseDatabase.NAME);
    return true;
  }
}
