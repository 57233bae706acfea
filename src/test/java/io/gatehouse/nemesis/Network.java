package io.gatehouse.nemesis;

import io.gatehouse.local.BrokerDoor;
import io.gatehouse.local.LocalCluster;
import io.gatehouse.local.Ports;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Between each worker and each service there is a link of its own. */
final class Network implements AutoCloseable {

  /** What one worker sees of the services. */
  record Cables(List<Link> brokers, Link database) {

    void weather(Weather now) {
      brokers.forEach(link -> link.weather(now));
      database.weather(now);
    }
  }

  private final List<Cables> cables = new ArrayList<>();
  private final List<List<BrokerDoor>> doors = new ArrayList<>();

  Network(int workers, int databasePort) {
    for (int broker = 0; broker < LocalCluster.BROKERS; broker++) {
      doors.add(new ArrayList<>());
    }
    for (int worker = 0; worker < workers; worker++) {
      List<Link> brokers = new ArrayList<>();
      for (List<BrokerDoor> doorsOfBroker : doors) {
        int port = Ports.free();
        var link = new Link(Ports.free(), port);
        brokers.add(link);
        doorsOfBroker.add(new BrokerDoor("WORKER" + worker, port, link.port()));
      }
      cables.add(new Cables(brokers, new Link(Ports.free(), databasePort)));
    }
  }

  /** The listeners of each broker. */
  List<List<BrokerDoor>> doors() {
    return doors;
  }

  Cables of(int worker) {
    return cables.get(worker);
  }

  List<Cables> all() {
    return cables;
  }

  /** What the worker is told about where the services are. */
  Map<String, String> environment(int worker) {
    Cables own = cables.get(worker);
    Map<String, String> environment = new HashMap<>();
    environment.put(
        "SPRING_KAFKA_BOOTSTRAP_SERVERS",
        own.brokers.stream()
            .map(link -> "localhost:" + link.port())
            .collect(Collectors.joining(",")));
    environment.put(
        "SPRING_DATASOURCE_URL",
        "jdbc:postgresql://localhost:%d/gatehouse".formatted(own.database.port()));
    // many starts on few processors: the quick compiler only
    environment.put("JAVA_TOOL_OPTIONS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC");
    return environment;
  }

  @Override
  public void close() {
    for (Cables each : cables) {
      each.brokers.forEach(Link::close);
      each.database.close();
    }
  }
}
