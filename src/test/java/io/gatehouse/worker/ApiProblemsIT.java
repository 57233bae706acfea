package io.gatehouse.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever is wrong is a problem that says what to do, and quotes nothing. */
class ApiProblemsIT extends ApiFixture {

  /** In every value that is refused, and in no answer. */
  private static final String CONTENT = "Qx7";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "POST  | block       | {\"reason\": 5, \"until\": \"Qx7\"}      | until     | must be an"
            + " RFC 3339 time with offset",
        "POST  | block       | {\"until\": \"2026-02-31T00:00:00Z\"}    | until     | must be an"
            + " RFC 3339 time with offset",
        "POST  | block       | {\"untill\": \"Qx7\"}                    | untill    | is not known"
            + " here",
        "POST  | block       | {\"reason\": [\"Qx7\"]}                  | reason    | has the wrong"
            + " type",
        "POST  | block       | {\"actor\": {\"id\": \"Qx7\"}}           | actor     | cannot be"
            + " set; it is who is logged in",
        "POST  | block       | {\"commandId\": \"Qx7\"}                 | commandId | cannot be"
            + " set; send the header Idempotency-Key",
        "POST  | block       | {\"reason\": \"Qx7\\u0000\"}             | reason    | has"
            + " characters or a form that is not allowed",
        "POST  | blacklist   | {}                                       | reason    | is missing",
        "POST  | blacklist   | {\"reason\": \"\"}                       | reason    | must not be"
            + " empty",
        "POST  | callback    | {}                                       | channel   | is missing",
        "POST  | callback    | {\"channel\": \"Qx7 Qx7\"}               | channel   | has"
            + " characters or a form that is not allowed",
        "POST  | tickets/t-1/rating | {\"score\": 6}                    | score     | is out of"
            + " range",
        "POST  | tickets/t-1/rating | {\"score\": \"Qx7\"}              | score     | has the wrong"
            + " type",
        "POST  | tickets/t-1/rating | {}                                | score     | is missing",
        "PATCH | profile     | {\"customerId\": \"Qx7\"}                | customerId | cannot be"
            + " set or changed; the path says which customer it is",
        "PATCH | profile     | {\"id\": \"Qx7\"}                        | id        | cannot be set"
            + " or changed; the path says which customer it is",
        "PATCH | profile     | {\"note\": null}                         | note      | has the wrong"
            + " type",
        "PATCH | profile     | {}                                       | profile   | must not be"
            + " empty",
        "POST  | tags        | {\"add\": [\"\"]}                        | add.0     | must not be"
            + " empty",
        "POST  | tags        | {}                                       | add       | is missing",
      })
  void a_field_that_is_wrong_is_named(
      String method, String action, String body, String field, String what) {
    Answer answer = ask(AGENT, method, "/api/customers/" + customer + "/" + action, body);

    problem(answer, 400, "invalid");
    assertThat(answer.text("field")).isEqualTo(field);
    assertThat(answer.text("detail")).isEqualTo(field + ": " + what);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "agent-1 | GET    | /api/nothing                       | 404 | not-found",
        "agent-1 | POST   | /api/customers//block              | 404 | not-found",
        "agent-1 | DELETE | /api/me                            | 405 | method-not-allowed",
        "agent-1 | PUT    | /api/settings/bot.enabled          | 403 | forbidden",
        "agent-1 | POST   | /api/customers/c/delete-all        | 403 | forbidden",
        "''      | POST   | /api/customers/c/delete-all        | 401 | unauthenticated",
        "''      | GET    | /api/nothing                       | 401 | unauthenticated",
        "admin-1 | PUT    | /api/settings/Qx7                  | 400 | invalid",
        "agent-1 | GET    | /api/../actuator/env               | 400 | invalid",
        "agent-1 | GET    | /api/commands/block/c/d            | 404 | not-found",
        "agent-1 | GET    | /api/commands/Qx7/c/d              | 404 | not-found",
        "agent-1 | GET    | /api/commands/block/c/d?record=Qx7 | 400 | invalid",
      })
  void a_request_that_fits_nothing_is_a_problem(
      String user, String method, String path, int status, String type) {
    Answer answer = ask(user, method, path, null);

    problem(answer, status, type);
  }

  @Test
  void what_is_no_json_is_refused_by_its_place() {
    Answer answer = post(AGENT, "/api/customers/c/block", "{\"reason\": Qx7}");

    problem(answer, 400, "invalid");
    assertThat(answer.text("detail")).contains("line 1, column");
  }

  @Test
  void a_body_that_must_be_there_is_asked_for() {
    problem(post(AGENT, "/api/customers/c/blacklist", ""), 400, "invalid");
    problem(post(AGENT, "/api/customers/c/blacklist", "[]"), 400, "invalid");
  }

  @Test
  void another_media_type_is_refused_both_ways() {
    var form =
        request("/api/customers/c/blacklist")
            .header("Authorization", basic(AGENT, PASSWORD))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString("reason=Qx7"));
    problem(send(form), 415, "unsupported-media-type");

    Answer xml =
        send(
            request("/api/me")
                .header("Authorization", basic(AGENT, PASSWORD))
                .header("Accept", "application/xml"));
    problem(xml, 406, "not-acceptable");
  }

  @Test
  void a_setting_that_does_not_exist_is_refused() {
    Answer answer = ask(ADMIN, "PUT", "/api/settings/Qx7", "{\"value\": true}");

    problem(answer, 400, "invalid");
    assertThat(answer.text("field")).isEqualTo("setting");
  }

  @Test
  void a_body_may_have_256_kib_and_no_more() {
    String large = "{\"note\": \"" + "x".repeat(256 * 1024) + "\"}";
    String path = "/api/customers/" + customer + "/profile";

    problem(ask(AGENT, "PATCH", path, large), 413, "too-large");
    var chunked =
        request(path)
            .header("Authorization", basic(AGENT, PASSWORD))
            .header("Content-Type", "application/json")
            .method(
                "PATCH",
                HttpRequest.BodyPublishers.ofInputStream(
                    () -> new ByteArrayInputStream(large.getBytes(StandardCharsets.UTF_8))));
    problem(send(chunked), 413, "too-large");

    String fits = "{\"note\": \"" + "x".repeat(200 * 1024) + "\"}";
    problem(ask(AGENT, "PATCH", path, fits), 404, "not-found");
  }

  @Test
  void what_fits_as_a_body_and_not_as_a_command_is_refused_before_it_is_posted() {
    String almost = "{\"note\": \"" + "x".repeat(256 * 1024 - 12) + "\"}";

    problem(
        ask(AGENT, "PATCH", "/api/customers/" + customer + "/profile", almost), 413, "too-large");
  }

  @Test
  void an_idempotency_key_has_a_limit() {
    Answer answer = post(AGENT, "/api/customers/c/block", null, "Idempotency-Key", "x".repeat(129));

    problem(answer, 400, "invalid");
    assertThat(answer.text("field")).isEqualTo("Idempotency-Key");
  }

  private static void problem(Answer answer, int status, String type) {
    assertThat(answer.status()).as(answer.response().body()).isEqualTo(status);
    assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
    assertThat(answer.text("type")).isEqualTo("/problems/" + type);
    assertThat(answer.text("title")).isNotEmpty();
    assertThat(answer.text("detail")).isNotEmpty().doesNotContain(CONTENT);
    assertThat(answer.body().path("status").intValue()).isEqualTo(status);
    assertThat(answer.response().body()).doesNotContain("Exception", "trace", "timestamp");
  }
}
