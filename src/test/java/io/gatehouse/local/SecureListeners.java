package io.gatehouse.local;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * SASL/SCRAM over TLS for clients, and Kafka's own authorizer: who has no right has none. The
 * controller is reached with the broker's own certificate only, because it cannot look up SCRAM
 * users before it has started.
 */
final class SecureListeners implements BrokerListeners {

  /** Makes topics and rights; as the broker itself, nothing is denied to it. */
  static final String ADMINISTRATOR = "admin";

  private static final String BROKER = "broker";
  private static final String MECHANISM = "SCRAM-SHA-512";

  /**
   * Kafka 4 refuses the SCRAM of librdkafka before 2.6.1, which Debian 12 has (librdkafka's pull
   * request 4895). Only here: everywhere else SCRAM alone is right.
   */
  private static final String FOR_OLD_CLIENTS = "PLAIN";

  private final BrokerCertificate certificate;
  private final List<String> users;

  SecureListeners(Path folder, List<String> users) {
    this.certificate = BrokerCertificate.in(folder.toAbsolutePath().normalize());
    this.users = users;
  }

  /** Of a machine that nobody else uses. */
  static String password(String user) {
    return user + "-secret";
  }

  @Override
  public void prepare() throws IOException {
    certificate.makeWhenMissing();
  }

  @Override
  public Map<String, String> settings(int port, int controllerPort) {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put(
        "listeners",
        "SASL_SSL://localhost:%d,CONTROLLER://localhost:%d".formatted(port, controllerPort));
    settings.put("advertised.listeners", "SASL_SSL://localhost:" + port);
    settings.put("inter.broker.listener.name", "SASL_SSL");
    settings.put("listener.security.protocol.map", "CONTROLLER:SSL,SASL_SSL:SASL_SSL");
    settings.put("sasl.enabled.mechanisms", MECHANISM + "," + FOR_OLD_CLIENTS);
    settings.put("sasl.mechanism.inter.broker.protocol", MECHANISM);
    settings.put(
        "listener.name.sasl_ssl.scram-sha-512.sasl.jaas.config", login(BROKER, password(BROKER)));
    settings.put("listener.name.sasl_ssl.plain.sasl.jaas.config", plainUsers());
    settings.put("listener.name.controller.ssl.client.auth", "required");
    settings.put("ssl.keystore.type", "PKCS12");
    settings.put("ssl.keystore.location", path(certificate.keys()));
    settings.put("ssl.keystore.password", BrokerCertificate.PASSWORD);
    settings.put("ssl.truststore.type", "PEM");
    settings.put("ssl.truststore.location", path(certificate.trusted()));
    settings.put(
        "authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer");
    settings.put("allow.everyone.if.no.acl.found", "false");
    settings.put(
        "super.users",
        "User:%s;User:%s;User:%s".formatted(BROKER, ADMINISTRATOR, BrokerCertificate.SUBJECT));
    return settings;
  }

  @Override
  public List<String> formatOptions() {
    List<String> all = new ArrayList<>(users);
    all.addAll(List.of(BROKER, ADMINISTRATOR));
    List<String> options = new ArrayList<>();
    for (String user : all) {
      options.add("--add-scram");
      options.add("%s=[name=%s,password=%s]".formatted(MECHANISM, user, password(user)));
    }
    return options;
  }

  @Override
  public Map<String, Object> administrator() {
    return client(ADMINISTRATOR);
  }

  @Override
  public Map<String, Object> client(String user) {
    return client(user, password(user));
  }

  @Override
  public String advice() {
    return """

          Kafka wants a login over TLS. Users: %s.
          The password is the user and "-secret". With kcat (librdkafka before 2.6.1: sasl.mechanism=%s):

            -X security.protocol=SASL_SSL -X sasl.mechanism=%s -X ssl.ca.location=%s
            -X sasl.username=connector -X sasl.password=%s
        """
        .formatted(
            String.join(", ", users),
            FOR_OLD_CLIENTS,
            MECHANISM,
            path(certificate.trusted()),
            password("connector"));
  }

  /** What a client needs beside the address. */
  Map<String, Object> client(String user, String password) {
    return Map.of(
        "security.protocol",
        "SASL_SSL",
        "sasl.mechanism",
        MECHANISM,
        "sasl.jaas.config",
        login(user, password),
        "ssl.truststore.type",
        "PEM",
        "ssl.truststore.location",
        path(certificate.trusted()));
  }

  /** The certificate that clients trust, PEM. */
  Path trusted() {
    return certificate.trusted();
  }

  private String plainUsers() {
    return users.stream()
        .map(user -> "user_%s=\"%s\"".formatted(user, password(user)))
        .collect(
            Collectors.joining(
                " ", "org.apache.kafka.common.security.plain.PlainLoginModule required ", ";"));
  }

  private static String login(String user, String password) {
    return "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"%s\" password=\"%s\";"
        .formatted(user, password);
  }

  private static String path(Path path) {
    return path.toString().replace('\\', '/');
  }
}
