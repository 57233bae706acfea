package io.gatehouse.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import kafka.tools.StorageTool;
import org.apache.kafka.clients.admin.Admin;
import org.awaitility.core.ConditionFactory;
import org.awaitility.core.ConditionTimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A Kafka broker (KRaft, broker and controller in one node) in a JVM of its own, started from the
 * class path of this one. A process of its own, because tests kill it, and because a broker inside
 * the worker's JVM would share its heap and its logging.
 *
 * <p>The data stays in the folder: {@link #start()} after {@link #stop()}, after {@link #kill()} or
 * in another JVM goes on with it, on the port asked for then.
 */
public final class LocalKafka implements AutoCloseable {

  private static final Duration READY_WITHIN = Duration.ofSeconds(90);
  private static final Duration STOPPED_WITHIN = Duration.ofSeconds(20);

  private final Path folder;
  private final int port;
  private final BrokerSettings settings;
  private @Nullable Process broker;

  /**
   * @param folder for the data, the settings and {@code broker.log}; made when missing
   * @param port of {@code localhost}, or 0 for any free one, which this object then keeps
   */
  public LocalKafka(Path folder, int port) {
    this(folder, port, BrokerListeners.PLAIN);
  }

  LocalKafka(Path folder, int port, BrokerListeners listeners) {
    this(folder, BrokerSettings.single(port == 0 ? Ports.free() : port, listeners));
  }

  LocalKafka(Path folder, BrokerSettings settings) {
    this.folder = folder.toAbsolutePath().normalize();
    this.port = settings.port();
    this.settings = settings;
  }

  /** Its number in its cluster, from 1. */
  public int node() {
    return settings.node();
  }

  /** Where its data is, and nothing else. */
  public Path dataFolder() {
    return folder.resolve("data");
  }

  public String bootstrapServers() {
    return "localhost:" + port;
  }

  /** A client that may do everything. */
  public Admin administrator() {
    Map<String, Object> properties = new HashMap<>(settings.listeners().administrator());
    properties.put("bootstrap.servers", bootstrapServers());
    return Admin.create(properties);
  }

  /** Of the broker's process, for tests that pause or kill it themselves. */
  public synchronized long pid() {
    if (broker == null) {
      throw new IllegalStateException("The broker is not running");
    }
    return broker.pid();
  }

  /** Ends the broker that a killed run may have left on this folder. */
  void takeOver() {
    Leftover.of("java", settingsFile()).ifPresent(left -> left.awaitEnd(STOPPED_WITHIN));
  }

  /**
   * Returns when clients can work.
   *
   * @throws CannotStart when the port is taken, or when the broker ends instead of answering; then
   *     with the end of its log
   */
  public synchronized void start() {
    if (broker != null && broker.isAlive()) {
      return;
    }
    QuietLogs.warningsOnly();
    takeOver();
    Ports.requireFree(port, "Kafka");
    try {
      Files.createDirectories(folder);
      Files.writeString(settingsFile(), settings.properties(folder.resolve("data").toString()));
      settings.listeners().prepare();
      formatWhenNew();
      broker = BrokerProcess.launch(settingsFile(), settings.heap(), log());
      awaitReady(broker);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (CannotStart | ConditionTimeoutException e) {
      kill();
      throw e;
    }
  }

  /** Ends the broker as an administrator would; kills it if that takes more than 20 seconds. */
  public synchronized void stop() {
    if (broker == null) {
      return;
    }
    try {
      broker.getOutputStream().close(); // see EndsWithParent
      if (!broker.waitFor(STOPPED_WITHIN.toSeconds(), TimeUnit.SECONDS)) {
        kill();
      }
    } catch (IOException e) {
      kill();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      kill();
    }
    broker = null;
  }

  /** Ends the broker as {@code kill -9} does. */
  public synchronized void kill() {
    if (broker != null) {
      broker.destroyForcibly().onExit().join();
      broker = null;
    }
  }

  @Override
  public void close() {
    stop();
  }

  private Path settingsFile() {
    return folder.resolve("server.properties");
  }

  private Path log() {
    return folder.resolve("broker.log");
  }

  private void formatWhenNew() {
    if (Files.exists(folder.resolve("data").resolve("meta.properties"))) {
      return;
    }
    var said = new ByteArrayOutputStream();
    List<String> format =
        new ArrayList<>(
            List.of("format", "-t", settings.clusterId(), "-c", settingsFile().toString()));
    format.addAll(settings.listeners().formatOptions());
    if (StorageTool.execute(format.toArray(String[]::new), new PrintStream(said, true, UTF_8))
        != 0) {
      throw new CannotStart("Kafka cannot use " + folder + ": " + said.toString(UTF_8));
    }
  }

  private void awaitReady(Process started) {
    ConditionFactory soon =
        await("Kafka on " + bootstrapServers() + ", see " + log())
            .atMost(READY_WITHIN)
            .pollDelay(Duration.ZERO)
            .pollInterval(Duration.ofMillis(50));
    // a client made before the port answers would complain about it
    soon.until(() -> requireAlive(started) && Ports.answers(port));
    try (var admin = administrator()) {
      soon.until(() -> requireAlive(started) && isMember(admin));
    }
  }

  private boolean requireAlive(Process started) throws IOException {
    if (!started.isAlive()) {
      throw new CannotStart("The Kafka broker ended at once:\n" + TextFiles.tail(log(), 20));
    }
    return true;
  }

  private boolean isMember(Admin admin) throws InterruptedException {
    try {
      return admin.describeCluster().nodes().get().stream().anyMatch(node -> node.id() == node());
    } catch (ExecutionException notYet) {
      return false;
    }
  }
}
