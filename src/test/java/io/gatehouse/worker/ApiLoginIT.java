package io.gatehouse.worker;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who gets in with a password, and what everybody else is told. */
class ApiLoginIT extends ApiFixture {

  @ParameterizedTest
  @CsvSource({"agent-1, agent", "supervisor-1, supervisor", "admin-1, admin"})
  void a_user_is_who_they_log_in_as(String user, String role) {
    Answer answer = get(user, "/api/me");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body())
        .isEqualTo(json("{\"id\": \"%s\", \"role\": \"%s\"}".formatted(user, role)));
    assertThat(answer.header("Set-Cookie")).isEmpty();
    assertThat(answer.header("Cache-Control")).contains("no-store");
    assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
  }

  @Test
  void nobody_is_told_how_to_log_in() {
    Answer answer = get(NOBODY, "/api/me");

    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.header("WWW-Authenticate")).startsWith("Basic realm=");
    assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
    assertThat(answer.text("type")).isEqualTo("/problems/unauthenticated");
    assertThat(answer.text("detail")).contains("WWW-Authenticate");
  }

  @ParameterizedTest
  @CsvSource({"agent-1, wrong", "agent-1, ''", "agent-9, correct horse", "AGENT-1, correct horse"})
  void a_wrong_login_is_refused_the_same_way_whatever_is_wrong(String user, String password) {
    Answer answer = tryOut(user, password);

    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.text("detail")).isEqualTo("The login is wrong, or has expired.");
  }

  @Test
  void who_tries_out_passwords_is_told_to_wait_and_others_are_not_held_up() {
    Answer answer = tryOut("agent-8", "0");
    for (int i = 1; i <= 20 && answer.status() == 401; i++) {
      answer = tryOut("agent-8", Integer.toString(i));
    }

    assertThat(answer.status()).isEqualTo(429);
    assertThat(answer.text("type")).isEqualTo("/problems/too-many-requests");
    assertThat(Integer.parseInt(answer.header("Retry-After"))).isBetween(1, 60);
    assertThat(tryOut("agent-7", "0").status()).isEqualTo(401);
    assertThat(get(AGENT, "/api/me").status()).isEqualTo(200);
  }

  private Answer tryOut(String user, String password) {
    return send(request("/api/me").header("Authorization", basic(user, password)));
  }

  @ParameterizedTest
  @CsvSource({"Basic ???", "Basic", "Bearer abc", "Digest x"})
  void a_login_of_another_kind_is_refused(String header) {
    Answer answer = send(request("/api/me").header("Authorization", header));

    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.text("type")).isEqualTo("/problems/unauthenticated");
  }

  @Test
  void what_is_outside_of_the_api_stays_closed_to_those_who_are_logged_in() {
    assertThat(get(ADMIN, "/actuator/prometheus").status()).isEqualTo(401);
    assertThat(get(ADMIN, "/actuator/env").status()).isEqualTo(401);
  }
}
