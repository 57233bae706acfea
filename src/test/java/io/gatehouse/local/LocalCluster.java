package io.gatehouse.local;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.common.Uuid;

/**
 * Three brokers that replicate everything threefold, each in a JVM of its own: any one of them can
 * be away without losing or refusing anything.
 */
public final class LocalCluster implements AutoCloseable {

  /** How many brokers there are; the quorum and the settings count on three. */
  public static final int BROKERS = 3;

  private final List<LocalKafka> brokers = new ArrayList<>();

  /**
   * @param folder for the brokers' folders
   * @param doors for each broker, its listeners besides {@link #bootstrapServers}
   */
  public LocalCluster(Path folder, List<List<BrokerDoor>> doors) {
    String clusterId = Uuid.randomUuid().toString();
    List<Integer> controllers = IntStream.range(0, BROKERS).map(i -> Ports.free()).boxed().toList();
    String voters =
        IntStream.range(0, BROKERS)
            .mapToObj(i -> "%d@localhost:%d".formatted(i + 1, controllers.get(i)))
            .collect(Collectors.joining(","));
    for (int i = 0; i < BROKERS; i++) {
      var settings =
          new BrokerSettings(
              clusterId,
              i + 1,
              Ports.free(),
              voters,
              controllers.get(i),
              new BrokerListeners.Plain(doors.get(i)),
              BrokerSettings.SMALL_HEAP);
      brokers.add(new LocalKafka(folder.resolve("kafka-" + (i + 1)), settings));
    }
  }

  /** In the order of their numbers. */
  public List<LocalKafka> brokers() {
    return brokers;
  }

  /** Of all brokers, with no proxy between. */
  public String bootstrapServers() {
    return brokers.stream().map(LocalKafka::bootstrapServers).collect(Collectors.joining(","));
  }

  /** All together, since none is ready before most are. */
  public void start() {
    List<CompletableFuture<Void>> starting =
        brokers.stream()
            .map(b -> CompletableFuture.runAsync(b::start, work -> Thread.ofPlatform().start(work)))
            .toList();
    starting.forEach(CompletableFuture::join);
  }

  @Override
  public void close() {
    brokers.forEach(LocalKafka::kill);
  }
}
