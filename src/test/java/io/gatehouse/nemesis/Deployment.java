package io.gatehouse.nemesis;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;

import io.gatehouse.local.Folders;
import io.gatehouse.local.LocalCluster;
import io.gatehouse.local.LocalPostgres;
import io.gatehouse.local.Ports;
import io.gatehouse.worker.WorkerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Gatehouse as in production, on one machine: three brokers, a database, three workers, and a
 * network between them that can fail.
 */
final class Deployment implements AutoCloseable {

  static final int WORKERS = 3;

  /** The network's place for one more, that comes and goes. */
  static final int GUEST = WORKERS;

  private final Path folder;
  private final LocalCluster cluster;
  private final LocalPostgres postgres;
  private final Network network;
  private final List<WorkerProcess> workers = new ArrayList<>();
  private final AtomicInteger endedByThemselves = new AtomicInteger();
  private Optional<Disk> databaseDisk = Optional.empty();
  private Optional<Disk> brokerDisk = Optional.empty();

  private Deployment(Path folder) {
    this.folder = folder;
    int databasePort = Ports.free();
    network = new Network(WORKERS + 1, databasePort);
    cluster = LocalCluster.replicated(folder, network.doors());
    postgres = new LocalPostgres(folder.resolve("postgres"), databasePort);
  }

  /** Returns when all workers are ready. */
  static Deployment start() throws IOException {
    Path all = Files.createDirectories(Path.of("target", "services"));
    var deployment =
        new Deployment(Files.createTempDirectory(all, ProcessHandle.current().pid() + "-"));
    deployment.mountDisks();
    deployment.cluster.start();
    deployment.postgres.start();
    // one first: it makes the topics and the tables
    deployment.workers.add(deployment.newWorker(0));
    deployment.workers.getFirst().awaitReady();
    for (int worker = 1; worker < WORKERS; worker++) {
      deployment.workers.add(deployment.newWorker(worker));
    }
    deployment.workers.forEach(WorkerProcess::awaitReady);
    return deployment;
  }

  private void mountDisks() {
    try {
      databaseDisk = Optional.of(Disk.mount(folder.resolve("postgres")));
      brokerDisk = Optional.of(Disk.mount(cluster.brokers().getLast().dataFolder()));
    } catch (IOException e) {
      System.out.println("nemesis: full disks are left out, nothing can be mounted: " + e);
    }
  }

  WorkerProcess newWorker(int place) {
    Map<String, String> environment = new HashMap<>(network.environment(place));
    environment.put("SPRING_DATASOURCE_USERNAME", postgres.username());
    environment.put("SPRING_DATASOURCE_PASSWORD", postgres.password());
    environment.put("SPRING_FLYWAY_USER", postgres.owner());
    environment.put("SPRING_FLYWAY_PASSWORD", postgres.password());
    return new WorkerProcess(environment);
  }

  LocalCluster cluster() {
    return cluster;
  }

  LocalPostgres postgres() {
    return postgres;
  }

  Network network() {
    return network;
  }

  List<WorkerProcess> workers() {
    return workers;
  }

  /** Of the database. */
  Optional<Disk> databaseDisk() {
    return databaseDisk;
  }

  /** Of the last broker. */
  Optional<Disk> brokerDisk() {
    return brokerDisk;
  }

  /** Past the network. */
  Connection connect() throws SQLException {
    return DriverManager.getConnection(
        postgres.jdbcUrl(), postgres.username(), postgres.password());
  }

  boolean databaseAnswers() {
    try (Connection connection = connect()) {
      return connection.isValid(2);
    } catch (SQLException e) {
      return false;
    }
  }

  /** As whatever runs containers does: what has ended is started again. */
  void reviveWorkers() {
    for (WorkerProcess worker : workers) {
      if (!worker.alive()) {
        endedByThemselves.incrementAndGet();
        worker.startAgain();
      }
    }
  }

  int workersEndedByThemselves() {
    return endedByThemselves.get();
  }

  /** Everything works again, and the workers say so. */
  void awaitHealth() {
    network.all().forEach(cables -> cables.weather(Weather.CLEAR));
    cluster.start();
    if (!databaseAnswers()) {
      postgres.start();
    }
    reviveWorkers();
    await("workers ready")
        .atMost(180, SECONDS)
        .pollInterval(1, SECONDS)
        .until(
            () -> {
              reviveWorkers();
              return workers.stream()
                  .allMatch(w -> w.get("/actuator/health/readiness").startsWith("200"));
            });
  }

  @Override
  public void close() {
    workers.forEach(WorkerProcess::close);
    cluster.close();
    postgres.stopImmediate();
    network.close();
    databaseDisk.ifPresent(Disk::close);
    brokerDisk.ifPresent(Disk::close);
    Folders.delete(folder);
  }
}
