package io.gatehouse.local;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.common.Uuid;

/**
 * How a broker for local runs and tests differs from Kafka's defaults.
 *
 * @param clusterId the same for all nodes of a cluster
 * @param node its number, from 1
 * @param voters {@code <node>@<host>:<port>} of the controllers, all nodes being one
 * @param listeners on {@code port}, and besides
 * @param heap the JVM's options for it
 */
record BrokerSettings(
    String clusterId,
    int node,
    int port,
    String voters,
    int controllerPort,
    BrokerListeners listeners,
    List<String> heap) {

  static final List<String> SMALL_HEAP = List.of("-Xms512m", "-Xmx512m");

  /**
   * Durability is Kafka's default; only what one node cannot do, or what would make people wait, is
   * changed. The same for a broker here and in a container.
   */
  private static final Map<String, String> COMMON =
      Map.ofEntries(
          // a topic missing from topics/ must fail here as it would in production
          Map.entry("auto.create.topics.enable", "false"),
          // one node cannot replicate; four partitions start faster than fifty
          Map.entry("offsets.topic.replication.factor", "1"),
          Map.entry("offsets.topic.num.partitions", "4"),
          Map.entry("transaction.state.log.replication.factor", "1"),
          Map.entry("transaction.state.log.min.isr", "1"),
          Map.entry("transaction.state.log.num.partitions", "4"),
          Map.entry("share.coordinator.state.topic.replication.factor", "1"),
          Map.entry("share.coordinator.state.topic.min.isr", "1"),
          Map.entry("share.coordinator.state.topic.num.partitions", "4"),
          // the first consumer need not wait three seconds for others
          Map.entry("group.initial.rebalance.delay.ms", "0"),
          // a test of a lost worker need not wait the six seconds that are the least by default
          Map.entry("group.min.session.timeout.ms", "1000"),
          // a killed worker's open transaction hides what follows it: end it soon after its timeout
          Map.entry("transaction.abort.timed.out.transaction.cleanup.interval.ms", "1000"),
          // after kill -9, the next start waits until this has passed: nine seconds by default
          Map.entry("broker.session.timeout.ms", "3000"),
          Map.entry("broker.heartbeat.interval.ms", "1000"),
          // 128 MB by default, which is a quarter of the broker's heap here
          Map.entry("log.cleaner.dedupe.buffer.size", "33554432"),
          // eight and three by default: on a small machine they are in each other's way
          Map.entry("num.io.threads", "2"),
          Map.entry("num.network.threads", "1"));

  /** What three nodes can do: nothing acknowledged is lost with one of them. */
  private static final Map<String, String> REPLICATED =
      Map.of(
          "default.replication.factor", "3",
          "min.insync.replicas", "2",
          "offsets.topic.replication.factor", "3",
          "transaction.state.log.replication.factor", "3",
          "transaction.state.log.min.isr", "2",
          // a topic must be whole for the checker, so nothing is compacted away under it
          "log.cleaner.enable", "false");

  /** The only node of its cluster. */
  static BrokerSettings single(int port, BrokerListeners listeners) {
    int controllerPort = Ports.free();
    return new BrokerSettings(
        Uuid.randomUuid().toString(),
        1,
        port,
        "1@localhost:" + controllerPort,
        controllerPort,
        listeners,
        SMALL_HEAP);
  }

  BrokerSettings withHeap(List<String> other) {
    return new BrokerSettings(clusterId, node, port, voters, controllerPort, listeners, other);
  }

  /** {@code server.properties} of a node that is broker and controller. */
  String properties(String folder) {
    Map<String, String> settings = new LinkedHashMap<>(new TreeMap<>(COMMON));
    if (voters.contains(",")) {
      settings.putAll(new TreeMap<>(REPLICATED));
    }
    settings.put("process.roles", "broker,controller");
    settings.put("node.id", Integer.toString(node));
    settings.put("controller.quorum.voters", voters);
    settings.put("controller.listener.names", "CONTROLLER");
    settings.putAll(listeners.settings(port, controllerPort));
    settings.put("log.dirs", folder.replace('\\', '/'));
    settings.put("metric.reporters", EndsWithParent.class.getName());
    return settings.entrySet().stream()
        .map(setting -> setting.getKey() + "=" + setting.getValue())
        .collect(Collectors.joining("\n", "", "\n"));
  }

  /** The common settings as the {@code apache/kafka} image takes them. */
  static Map<String, String> environment() {
    return COMMON.entrySet().stream()
        .collect(
            Collectors.toMap(
                setting -> "KAFKA_" + setting.getKey().replace('.', '_').toUpperCase(Locale.ROOT),
                Map.Entry::getValue));
  }
}
