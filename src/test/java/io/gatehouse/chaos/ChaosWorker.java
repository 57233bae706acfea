package io.gatehouse.chaos;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;

import io.gatehouse.local.TestServices;
import io.gatehouse.worker.WorkerProcess;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A worker in a JVM of its own, with fail points. A short session, so that a lost worker is missed
 * soon.
 */
final class ChaosWorker implements AutoCloseable {

  private static final List<String> SETTINGS =
      List.of(
          "--spring.kafka.consumer.properties.session.timeout.ms=3000",
          "--spring.kafka.consumer.properties.heartbeat.interval.ms=500",
          "--spring.kafka.producer.properties.transaction.timeout.ms=6000",
          // a backlog of thousands is many batches, and several of each partition
          "--gatehouse.inbound.max-batch=1000");

  private final Set<Plant> planted;
  private final ServerSocket server;
  private final WorkerProcess process;
  private final Map<Integer, Armed> armed = new ConcurrentHashMap<>();
  private int arms;
  private @Nullable Writer toWorker;

  /** Starts it. One batch of messages at a time. */
  ChaosWorker(TestServices services, Plant... planted) {
    this(services, 1, planted);
  }

  /**
   * Starts it.
   *
   * @param concurrency how many batches of messages it works on side by side
   */
  ChaosWorker(TestServices services, int concurrency, Plant... planted) {
    this.planted = Set.of(planted);
    try {
      server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    process =
        new WorkerProcess(
            services,
            List.of(
                "-javaagent:" + AgentJar.path() + "=" + server.getLocalPort(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1"), // it lives for seconds
            settings(concurrency));
    letRun(List.of());
  }

  private static List<String> settings(int concurrency) {
    List<String> settings = new ArrayList<>(SETTINGS);
    settings.add("--gatehouse.inbound.concurrency=" + concurrency);
    return settings;
  }

  /** The same worker, as somebody would start it after a crash, with fail points from the start. */
  List<Armed> startAgain(FailPoint... points) {
    process.startAgain();
    List<Armed> those = Stream.of(points).map(this::next).toList();
    letRun(those);
    return those;
  }

  private void letRun(List<Armed> those) {
    try {
      server.setSoTimeout(60_000);
      @SuppressWarnings("resource") // as long as the process
      Socket socket = server.accept();
      toWorker = new OutputStreamWriter(socket.getOutputStream(), UTF_8);
      Thread.ofPlatform().daemon().name("chaos-worker").start(() -> listen(socket));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    planted.forEach(plant -> tell("plant " + plant));
    those.forEach(each -> tell(each.order()));
    tell("run");
  }

  private void listen(Socket socket) {
    try (var lines = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String[] words = line.split(" ", -1);
        Armed which = armed.get(Integer.parseInt(words[1]));
        if (which == null) {
          throw new IllegalStateException(line);
        }
        if (words[0].equals("reached")) {
          which.saysReached();
        } else {
          which.saysArmed();
        }
      }
    } catch (IOException e) {
      // the worker has ended
    }
  }

  private synchronized Armed next(FailPoint point) {
    var one = new Armed(this, ++arms, point);
    armed.put(arms, one);
    return one;
  }

  /** Arms a fail point in the running worker. */
  Armed arm(FailPoint point) {
    Armed one = next(point);
    tell(one.order());
    one.awaitArmed();
    return one;
  }

  Armed arm(Place place, String consumer) {
    return arm(FailPoint.of(place, consumer));
  }

  synchronized void tell(String line) {
    if (toWorker == null) {
      throw new IllegalStateException("it is not connected");
    }
    try {
      toWorker.write(line + "\n");
      toWorker.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(line + ": the worker has ended", e);
    }
  }

  void awaitReady() {
    process.awaitReady();
  }

  void awaitEnd() {
    process.awaitEnd();
  }

  boolean alive() {
    return process.alive();
  }

  /** Part of the client id of each of its consumers. */
  String instance() {
    return "-" + process.port() + "-";
  }

  String log() {
    return process.log();
  }

  /** As {@code kill -9}. */
  void kill() {
    process.kill();
  }

  /** As an operator would stop it. */
  void terminate() {
    process.terminate();
  }

  /** SIGSTOP: the process is there and does nothing. */
  void stop() {
    signal("STOP");
  }

  /** SIGCONT. */
  void goOn() {
    signal("CONT");
  }

  private void signal(String name) {
    try {
      Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start();
      await().atMost(10, SECONDS).until(() -> !kill.isAlive());
      if (kill.exitValue() != 0) {
        throw new IllegalStateException("kill -" + name + " ended with " + kill.exitValue());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    process.close();
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
