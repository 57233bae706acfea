package io.gatehouse.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A PostgreSQL 18 server on this machine, with the database, the role and the password {@code
 * gatehouse}, and another role that owns the tables; as durable as in production.
 *
 * <p>The data stays in the folder: {@link #start()} after {@link #stop()}, after a crash or in
 * another JVM goes on with it, on the port asked for then.
 */
public final class LocalPostgres implements AutoCloseable {

  /** Explicit where a fast test database would choose otherwise. */
  private static final Map<String, String> SETTINGS =
      Map.of(
          "fsync", "on",
          "full_page_writes", "on",
          "synchronous_commit", "on",
          "shared_buffers", "256MB",
          "max_connections", "100",
          "listen_addresses", "localhost",
          // a socket in /tmp would be one more thing to collide on
          "unix_socket_directories", "");

  private final Path folder;
  private final int port;
  private final GatehouseDatabase databases;
  private final PostgresGuard guard = new PostgresGuard();
  private final Map<String, String> settings;

  /**
   * @param folder for the data and {@code postgres.log}; made when missing
   * @param port of {@code localhost}, or 0 for any free one, which this object then keeps
   */
  public LocalPostgres(Path folder, int port) {
    this(folder, port, Map.of());
  }

  /**
   * @param folder for the data and {@code postgres.log}; made when missing
   * @param port of {@code localhost}, or 0 for any free one, which this object then keeps
   * @param settings that differ from those of a small server
   */
  LocalPostgres(Path folder, int port, Map<String, String> settings) {
    this.folder = folder.toAbsolutePath().normalize();
    this.settings = new HashMap<>(SETTINGS);
    this.settings.putAll(settings);
    this.port = port == 0 ? Ports.free() : port;
    this.databases = new GatehouseDatabase("localhost", this.port);
  }

  public String jdbcUrl() {
    return databases.jdbcUrl(GatehouseDatabase.NAME);
  }

  public String username() {
    return GatehouseDatabase.NAME;
  }

  public String password() {
    return GatehouseDatabase.NAME;
  }

  /** The role that owns the tables, with the same password. */
  public String owner() {
    return GatehouseDatabase.OWNER;
  }

  /** Creates an empty database owned by {@link #owner()} and returns its JDBC URL. */
  public String createDatabase(String name) throws SQLException {
    databases.createMissing(name);
    return databases.jdbcUrl(name);
  }

  /** Stops the server that a killed run may have left on this folder. */
  void takeOver() throws IOException {
    stopIfRunning("fast");
    // Without a server the file is stale. PostgreSQL would believe it if another process had its id
    // by now, as is likely after a container's restart.
    Files.deleteIfExists(data().resolve("postmaster.pid"));
  }

  /**
   * Returns when clients can work.
   *
   * @throws CannotStart when the port is taken, or the server fails; then with the end of its log
   */
  public synchronized void start() {
    try {
      guard.leave();
      takeOver();
      Ports.requireFree(port, "PostgreSQL");
      Files.createDirectories(folder);
      initialiseWhenNew();
      launch();
      databases.createMissing(GatehouseDatabase.NAME);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (SQLException e) {
      throw new CannotStart("PostgreSQL on port " + port + " refuses: " + e.getMessage(), e);
    }
  }

  /** Ends all sessions, writes everything to the data files, and stops. */
  public synchronized void stop() {
    stop("fast");
  }

  /** Stops without writing anything more, as a crash does: the next start recovers from the log. */
  public synchronized void stopImmediate() {
    stop("immediate");
  }

  @Override
  public void close() {
    stop();
  }

  private void stop(String mode) {
    guard.leave();
    try {
      stopIfRunning(mode);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void stopIfRunning(String mode) throws IOException {
    if (!running()) {
      return;
    }
    try {
      control("stop", "-m", mode);
    } catch (CannotStart e) {
      if (running()) {
        throw e;
      }
      // somebody else, such as the guard of a killed run, was stopping it at the same time
    }
  }

  private boolean running() {
    return Leftover.of("postgres", data()).isPresent();
  }

  private Path data() {
    return folder.resolve("data");
  }

  private Path log() {
    return folder.resolve("postgres.log");
  }

  private void initialiseWhenNew() throws IOException {
    if (Files.exists(data())) {
      return;
    }
    // Under another name first: a killed initdb leaves a folder that looks like a database
    Path incomplete = folder.resolve("initialising");
    Folders.delete(incomplete);
    Files.createDirectory(incomplete);
    NotRoot.own(incomplete);
    Path password = Files.writeString(folder.resolve("password"), GatehouseDatabase.NAME);
    PostgresPrograms.unpacked()
        .run(
            "initdb",
            List.of(
                "--pgdata=" + incomplete,
                "--username=" + GatehouseDatabase.SUPERUSER,
                "--pwfile=" + password,
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                // the same order of texts on every system, whatever locales it has
                "--no-locale",
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8"));
    Files.delete(password);
    Files.move(incomplete, data());
  }

  private void launch() throws IOException {
    String options =
        settings.entrySet().stream()
            .map(setting -> "-c " + setting.getKey() + "=" + setting.getValue())
            .collect(Collectors.joining(" ", "-p " + port + " ", ""));
    try {
      control("start", "-l", log().toString(), "-o", options);
    } catch (CannotStart e) {
      throw new CannotStart(e.getMessage() + "\n" + TextFiles.tail(log(), 20), e);
    }
    guard.watch(pid());
  }

  /** Of the server's first process, which has started the others. */
  public long pid() {
    try {
      return Long.parseLong(Files.readAllLines(data().resolve("postmaster.pid")).getFirst());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void control(String action, String... options) throws IOException {
    List<String> arguments =
        new ArrayList<>(List.of(action, "-D", data().toString(), "-w", "-t", "60"));
    arguments.addAll(List.of(options));
    PostgresPrograms.unpacked().run("pg_ctl", arguments);
  }
}
