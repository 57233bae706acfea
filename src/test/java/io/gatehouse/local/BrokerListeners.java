package io.gatehouse.local;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** How clients reach a local broker, and what they need to be let in. */
interface BrokerListeners {

  /** Anybody on this machine may do anything. */
  BrokerListeners PLAIN = new Plain(List.of());

  /** Makes what has to be there before the broker starts. */
  void prepare() throws IOException;

  /** The part of {@code server.properties} that is about listeners. */
  Map<String, String> settings(int port, int controllerPort);

  /** For {@code kafka-storage format}. */
  List<String> formatOptions();

  /** What an administrator's client needs beside the address. */
  Map<String, Object> administrator();

  /** What the client of a user of {@code access/kafka.yaml} needs beside the address. */
  Map<String, Object> client(String user);

  /** What somebody who has just started it has to know, or nothing. */
  String advice();

  /**
   * Without logins.
   *
   * @param doors listeners besides the one on the port asked for
   */
  record Plain(List<BrokerDoor> doors) implements BrokerListeners {

    @Override
    public void prepare() {}

    @Override
    public Map<String, String> settings(int port, int controllerPort) {
      return Map.of(
          "listeners",
          "PLAINTEXT://localhost:%d,CONTROLLER://localhost:%d%s"
              .formatted(port, controllerPort, each(d -> d.name() + "://localhost:" + d.port())),
          "advertised.listeners",
          "PLAINTEXT://localhost:%d%s"
              .formatted(port, each(d -> d.name() + "://localhost:" + d.advertisedPort())),
          "inter.broker.listener.name",
          "PLAINTEXT",
          "listener.security.protocol.map",
          "CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT" + each(d -> d.name() + ":PLAINTEXT"));
    }

    private String each(Function<BrokerDoor, String> words) {
      return doors.stream().map(door -> "," + words.apply(door)).collect(Collectors.joining());
    }

    @Override
    public List<String> formatOptions() {
      return List.of();
    }

    @Override
    public Map<String, Object> administrator() {
      return Map.of();
    }

    @Override
    public Map<String, Object> client(String user) {
      return Map.of();
    }

    @Override
    public String advice() {
      return "";
    }
  }
}
