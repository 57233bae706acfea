package io.gatehouse.local;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.common.Uuid;

/**
 * The brokers of one cluster, each in a JVM of its own: a single one, or three that replicate
 * everything threefold, of which any one can be away without losing or refusing anything.
 *
 * @param brokers in the order of their numbers
 */
public record LocalCluster(List<LocalKafka> brokers) implements AutoCloseable {

  /** How many replicated ones there are; the quorum and the settings count on three. */
  public static final int BROKERS = 3;

  static LocalCluster single(LocalKafka broker) {
    return new LocalCluster(List.of(broker));
  }

  /**
   * Three of them.
   *
   * @param folder for the brokers' folders
   * @param doors for each broker, its listeners besides {@link #bootstrapServers}
   */
  public static LocalCluster replicated(Path folder, List<List<BrokerDoor>> doors) {
    return replicated(folder, doors, BrokerSettings.SMALL_HEAP);
  }

  /**
   * Three of them.
   *
   * @param folder for the brokers' folders
   * @param doors for each broker, its listeners besides {@link #bootstrapServers}
   * @param heap each JVM's options for it
   */
  static LocalCluster replicated(Path folder, List<List<BrokerDoor>> doors, List<String> heap) {
    String clusterId = Uuid.randomUuid().toString();
    List<Integer> controllers = IntStream.range(0, BROKERS).map(i -> Ports.free()).boxed().toList();
    String voters =
        IntStream.range(0, BROKERS)
            .mapToObj(i -> "%d@localhost:%d".formatted(i + 1, controllers.get(i)))
            .collect(Collectors.joining(","));
    List<LocalKafka> brokers = new ArrayList<>();
    for (int i = 0; i < BROKERS; i++) {
      var settings =
          new BrokerSettings(
              clusterId,
              i + 1,
              Ports.free(),
              voters,
              controllers.get(i),
              new BrokerListeners.Plain(doors.get(i)),
              heap);
      brokers.add(new LocalKafka(folder.resolve("kafka-" + (i + 1)), settings));
    }
    return new LocalCluster(List.copyOf(brokers));
  }

  /** Of all brokers, with no proxy between. */
  public String bootstrapServers() {
    return brokers.stream().map(LocalKafka::bootstrapServers).collect(Collectors.joining(","));
  }

  /** All together, since none is ready before most are. */
  public void start() {
    SideBySide.run(brokers.stream().<Runnable>map(broker -> broker::start));
  }

  /** As an administrator would. */
  void stop() {
    SideBySide.run(brokers.stream().<Runnable>map(broker -> broker::stop));
  }

  /** As {@code kill -9} does. */
  @Override
  public void close() {
    brokers.forEach(LocalKafka::kill);
  }
}
