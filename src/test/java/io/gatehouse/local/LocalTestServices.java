package io.gatehouse.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.boot.SpringApplication;

/** Local processes with their data in {@code target/services/<process id>-<number>}. */
public final class LocalTestServices implements TestServices, AutoCloseable {

  private static final Path ALL = Path.of("target", "services");

  private final Path folder;
  private final LocalCluster kafka;
  private final LocalPostgres postgres;
  private final LocalServices services;
  private boolean closed;

  private LocalTestServices(Path folder, LocalCluster kafka, Map<String, String> postgresSettings) {
    this.folder = folder;
    this.kafka = kafka;
    this.postgres = new LocalPostgres(folder.resolve("postgres"), 0, postgresSettings);
    this.services = new LocalServices(kafka, postgres);
  }

  static LocalTestServices start() {
    Path folder = newFolder();
    return start(folder, new LocalKafka(folder.resolve("kafka"), 0));
  }

  static LocalTestServices start(List<String> brokerHeap, Map<String, String> postgresSettings) {
    Path folder = newFolder();
    BrokerSettings broker = BrokerSettings.single(Ports.free(), BrokerListeners.PLAIN);
    return start(
        folder,
        LocalCluster.single(new LocalKafka(folder.resolve("kafka"), broker.withHeap(brokerHeap))),
        postgresSettings);
  }

  static LocalTestServices startReplicated(
      List<String> brokerHeap, Map<String, String> postgresSettings) {
    Path folder = newFolder();
    List<List<BrokerDoor>> noDoors = Collections.nCopies(LocalCluster.BROKERS, List.of());
    return start(folder, LocalCluster.replicated(folder, noDoors, brokerHeap), postgresSettings);
  }

  /** Empty, and deleted by the next tests if these are killed. */
  static Path newFolder() {
    try {
      Files.createDirectories(ALL);
      deleteThoseOfKilledTests();
      return Files.createTempDirectory(ALL, ProcessHandle.current().pid() + "-");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static LocalTestServices start(Path folder, LocalKafka kafka) {
    return start(folder, LocalCluster.single(kafka), Map.of());
  }

  private static LocalTestServices start(
      Path folder, LocalCluster kafka, Map<String, String> postgresSettings) {
    var started = new LocalTestServices(folder, kafka, postgresSettings);
    // Spring closes the contexts first: workers that outlive their broker make noise and wait. A
    // JVM without any context has no such hook; there the services notice its end by themselves.
    SpringApplication.getShutdownHandlers().add(started::close);
    started.services.start();
    return started;
  }

  private static void deleteThoseOfKilledTests() throws IOException {
    try (Stream<Path> folders = Files.list(ALL)) {
      List<Path> dead = folders.filter(folder -> !alive(folder)).toList();
      dead.forEach(Folders::delete);
    }
  }

  private static boolean alive(Path folder) {
    String name = folder.getFileName().toString();
    return ProcessHandle.of(Long.parseLong(name.substring(0, name.indexOf('-')))).isPresent();
  }

  /** For what only tests of a local broker do, such as killing it. */
  public LocalKafka kafka() {
    return kafka.brokers().getFirst();
  }

  /** The broker, or all of them. */
  public List<LocalKafka> brokers() {
    return kafka.brokers();
  }

  /** For what only tests of a local database do, such as crashing it. */
  public LocalPostgres postgres() {
    return postgres;
  }

  @Override
  public String bootstrapServers() {
    return kafka.bootstrapServers();
  }

  @Override
  public String jdbcUrl() {
    return postgres.jdbcUrl();
  }

  @Override
  public String username() {
    return postgres.username();
  }

  @Override
  public String password() {
    return postgres.password();
  }

  @Override
  public String owner() {
    return postgres.owner();
  }

  /** Of the database, with the same password. */
  public String superuser() {
    return GatehouseDatabase.SUPERUSER;
  }

  @Override
  public String freshDatabase() {
    try {
      return postgres.createDatabase(FreshNames.next());
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void stopKafka() {
    kafka.stop();
  }

  @Override
  public void startKafka() {
    kafka.start();
  }

  @Override
  public void stopPostgres() {
    postgres.stop();
  }

  @Override
  public void startPostgres() {
    postgres.start();
  }

  /** Ends both at once and deletes their data. */
  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      services.kill();
      Folders.delete(folder);
    }
  }
}
