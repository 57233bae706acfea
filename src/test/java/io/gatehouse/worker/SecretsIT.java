package io.gatehouse.worker;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.local.SecureTestServices;
import io.gatehouse.topics.Topic;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.sql.DriverManager;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;

/**
 * No secret is in a log line or in an answer over HTTP, whatever is logged and whichever setting is
 * wrong.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SecretsIT {

  private static final String LOGIN = "Qx7LoginSecretOfTheWorker";
  private static final String TRUST = "Qx7TrustSecretOfTheWorker";
  private static final String DATABASE = "Qx7DatabaseSecretOfTheWorker";
  private static final String OWNER = "Qx7OwnerSecretOfTheTables";
  private static final String DUPLICATES = "Qx7DuplicatesSecretOfTheWorker";

  private static final String USER = "Qx7PasswordOfAUserOfTheApi";

  /** In every secret here, also in those that a test makes up. */
  private static final String MARK = "Qx7";

  private static final String EVERYTHING =
      """
      {"logging.level": {"root": "debug", "org.apache.kafka": "debug",
        "org.apache.kafka.clients.NetworkClient": "debug", "org.springframework.kafka": "debug",
        "org.springframework.kafka.listener.KafkaMessageListenerContainer": "debug",
        "org.flywaydb": "debug"}}\
      """;

  private final SecureTestServices services = SecureTestServices.start();

  @BeforeAll
  void secretsOfTheirOwn() throws Exception {
    try (var admin = services.administrator()) {
      admin
          .alterUserScramCredentials(
              List.of(
                  new UserScramCredentialUpsertion(
                      "gatehouse",
                      new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, 4096),
                      LOGIN)))
          .all()
          .get();
    }
    String url = services.services().jdbcUrl();
    try (var connection = DriverManager.getConnection(url, "postgres", "gatehouse");
        var statement = connection.createStatement()) {
      statement.execute("alter role gatehouse password '" + DATABASE + "'");
      statement.execute("alter role gatehouse_owner password '" + OWNER + "'");
    }
  }

  @AfterAll
  void stop() {
    services.close();
  }

  @Test
  void a_worker_that_logs_everything_says_none() throws Exception {
    try (var worker = new WorkerProcess(services.services(), environment(Map.of()));
        var connector = new KafkaProbe(services.client("connector"));
        var agents = new KafkaProbe(services.client("agents-screen"))) {
      worker.awaitReady();
      connector.send(
          Topic.MESSAGES_INBOUND,
          "c-1",
          """
          {"messageId": "m-1", "customerId": "c-1", "channel": "sms", "sentAt": "2026-11-21T10:00:00Z", "text": "x"}\
          """);
      await().atMost(30, SECONDS).until(() -> agents.read(Topic.TICKETS_UNASSIGNED).size() == 1);

      for (String path :
          List.of("health", "health/readiness", "prometheus", "env", "configprops", "beans", "")) {
        assertThat(worker.get("/actuator/" + path)).matches("(?s)[2-4].*").doesNotContain(MARK);
      }
      assertThat(me(worker, USER).status()).isEqualTo(200);
      assertThat(me(worker, "Qx7NotTheOneOfTheUser").status()).isEqualTo(401);
      assertThat(worker.terminate()).isIn(0, 143);
      assertThat(worker.log()).contains("DEBUG", "sasl.jaas.config = [hidden]");
      saysNoSecret(worker);
    }
  }

  static Stream<Arguments> wrongSettings() {
    String login = "org.apache.kafka.common.security.scram.ScramLoginModule required username=";
    String jaas = SecureWorker.variable("sasl.jaas.config");
    return Stream.of(
        Arguments.of(jaas, login + "\"gatehouse\" password=\"" + LOGIN + "\""),
        Arguments.of(jaas, login + "\"gatehouse\" password=\"" + LOGIN + ";"),
        Arguments.of(jaas, login + "gatehouse password " + LOGIN + ";"),
        Arguments.of(jaas, LOGIN),
        Arguments.of(SecureWorker.variable("ssl.truststore.password"), "Qx7NotTheOneOfTheStore"),
        Arguments.of("SPRING_DATASOURCE_PASSWORD", "Qx7NotTheOneOfTheRole"),
        Arguments.of("SPRING_FLYWAY_PASSWORD", "Qx7NotTheOneOfTheRole"),
        Arguments.of("GATEHOUSE_API_USERS_0_PASSWORD", "Qx7NotEncoded"),
        Arguments.of("GATEHOUSE_API_USERS_0_ROLE", "Qx7TheNameIsMisspelt"),
        Arguments.of("GATEHOUSE_DUPLICATES_KEY", "Qx7TooShort"),
        Arguments.of("GATEHOUSE_DUPLICATES_KEYS", "Qx7TheNameIsMisspelt"),
        Arguments.of("GATEHOUSE_DUPLICATES_WINDOW", "1h"));
  }

  @ParameterizedTest
  @MethodSource("wrongSettings")
  void a_worker_that_cannot_start_says_why_and_none(String variable, String value)
      throws Exception {
    try (var worker =
        new WorkerProcess(services.services(), environment(Map.of(variable, value)))) {
      assertThat(worker.exitCode()).isNotZero();

      assertThat(worker.log()).contains("ERROR");
      saysNoSecret(worker);
    }
  }

  private static ApiFixture.Answer me(WorkerProcess worker, String password) {
    var uri = URI.create("http://localhost:" + worker.port() + "/api/me");
    return ApiFixture.send(
        HttpRequest.newBuilder(uri).header("Authorization", ApiFixture.basic("ann", password)));
  }

  private static void saysNoSecret(WorkerProcess worker) {
    assertThat(worker.log().lines())
        .noneMatch(line -> line.contains(MARK))
        .noneMatch(
            line ->
                Stream.of(LOGIN, TRUST, DATABASE, OWNER, DUPLICATES, USER, "ann:" + USER)
                    .anyMatch(secret -> line.contains(base64(secret))));
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private Map<String, String> environment(Map<String, String> wrong) throws Exception {
    Map<String, String> variables = new HashMap<>(SecureWorker.environment(services, LOGIN));
    variables.put(SecureWorker.variable("ssl.truststore.type"), "PKCS12");
    variables.put(SecureWorker.variable("ssl.truststore.location"), trustStore().toString());
    variables.put(SecureWorker.variable("ssl.truststore.password"), TRUST);
    variables.put("SPRING_DATASOURCE_PASSWORD", DATABASE);
    variables.put("SPRING_FLYWAY_PASSWORD", OWNER);
    variables.put("SPRING_FLYWAY_CONNECT_RETRIES", "0");
    variables.put("GATEHOUSE_DUPLICATES_KEY", DUPLICATES);
    variables.put("GATEHOUSE_API_USERS_0_NAME", "ann");
    variables.put(
        "GATEHOUSE_API_USERS_0_PASSWORD", "{bcrypt}" + new BCryptPasswordEncoder(4).encode(USER));
    variables.put("GATEHOUSE_API_USERS_0_ROLES", "agent");
    variables.put("SPRING_APPLICATION_JSON", EVERYTHING);
    variables.putAll(wrong);
    return variables;
  }

  private Path trustStore() throws Exception {
    Path file = services.trusted().resolveSibling("trust.p12").toAbsolutePath();
    try (var certificate = Files.newInputStream(services.trusted());
        var out = Files.newOutputStream(file)) {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setCertificateEntry(
          "broker", CertificateFactory.getInstance("X.509").generateCertificate(certificate));
      store.store(out, TRUST.toCharArray());
    }
    return file;
  }
}
