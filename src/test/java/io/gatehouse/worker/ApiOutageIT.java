package io.gatehouse.worker;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.local.LocalTestServices;
import io.gatehouse.local.TestServices;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;

/**
 * What an action answers while the broker or the database is away, and that it goes on afterwards.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ApiOutageIT {

  private final LocalTestServices services = TestServices.local();
  private final WorkerProcess worker =
      new WorkerProcess(
          services,
          Map.of(
              "GATEHOUSE_API_USERS_0_NAME", "ann",
              "GATEHOUSE_API_USERS_0_PASSWORD",
                  "{bcrypt}" + new BCryptPasswordEncoder(4).encode(ApiFixture.PASSWORD),
              "GATEHOUSE_API_USERS_0_ROLES", "agent,admin"));

  @BeforeAll
  void start() {
    worker.awaitReady();
    assertThat(turn("before", true).text("status")).isEqualTo("done");
  }

  @AfterAll
  void stop() {
    worker.close();
    services.close();
  }

  @Test
  void while_the_broker_is_away_an_action_says_so_soon_and_is_done_when_it_is_sent_again() {
    services.stopKafka();
    Instant asked = Instant.now();
    ApiFixture.Answer answer = turn("away", true);

    assertThat(answer.status()).isEqualTo(503);
    assertThat(Duration.between(asked, Instant.now())).isLessThan(Duration.ofSeconds(6));
    assertThat(answer.text("type")).isEqualTo("/problems/unavailable");
    assertThat(answer.header("Retry-After")).isEqualTo("5");
    assertThat(answer.text("detail")).contains("the broker", "the same Idempotency-Key");
    assertThat(ask("GET", "/api/me", "", "").status()).isEqualTo(200);

    services.startKafka();
    await().atMost(60, SECONDS).until(() -> turn("away", true).status() == 200);
    assertThat(turn("away", true).text("commandId")).isEqualTo(answer.text("commandId"));
    assertThat(turn("afterwards", false).text("status")).isEqualTo("done");
  }

  @Test
  void while_the_database_is_away_an_action_is_posted_and_done_later() {
    services.stopPostgres();
    ApiFixture.Answer answer = turn("no-database", true);

    assertThat(answer.status()).isEqualTo(202);
    String link = answer.header("Location");
    ApiFixture.Answer meanwhile = ask("GET", link, "", "");
    assertThat(meanwhile.status()).isEqualTo(503);
    assertThat(meanwhile.text("detail")).contains("the database");

    services.startPostgres();
    await().atMost(60, SECONDS).until(() -> ask("GET", link, "", "").status() == 200);
    assertThat(ask("GET", link, "", "").text("status")).isEqualTo("done");
  }

  /** Sets a switch of the test's own, always as the same command. */
  private ApiFixture.Answer turn(String channel, boolean value) {
    return ask(
        "PUT",
        "/api/settings/bot.channels." + channel,
        "{\"value\": " + value + "}",
        channel + value);
  }

  private ApiFixture.Answer ask(String method, String path, String body, String key) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://localhost:" + worker.port() + path))
            .header("Authorization", ApiFixture.basic("ann", ApiFixture.PASSWORD));
    if (body.isEmpty()) {
      return ApiFixture.send(request.GET());
    }
    return ApiFixture.send(
        request
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", key)
            .method(method, HttpRequest.BodyPublishers.ofString(body)));
  }
}
