package io.gatehouse.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;

/** A worker with three users, and what asks it over HTTP. */
abstract class ApiFixture extends WorkerFixture {

  static final String AGENT = "agent-1";
  static final String SUPERVISOR = "supervisor-1";
  static final String ADMIN = "admin-1";
  static final String NOBODY = "";
  static final String PASSWORD = "correct horse";

  /** What came back. */
  record Answer(HttpResponse<String> response) {
    int status() {
      return response.statusCode();
    }

    JsonNode body() {
      return json(response.body());
    }

    String text(String field) {
      return body().path(field).asString("");
    }

    String header(String name) {
      return response.headers().firstValue(name).orElse("");
    }
  }

  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final String[] USERS = {AGENT, SUPERVISOR, ADMIN};

  @LocalServerPort int port;

  @DynamicPropertySource
  static void users(DynamicPropertyRegistry registry) {
    String encoded = "{bcrypt}" + new BCryptPasswordEncoder(4).encode(PASSWORD);
    for (int i = 0; i < USERS.length; i++) {
      String user = USERS[i];
      String key = "gatehouse.api.users[" + i + "].";
      registry.add(key + "name", () -> user);
      registry.add(key + "password", () -> encoded);
      registry.add(key + "roles", () -> user.substring(0, user.indexOf('-')));
    }
  }

  static String basic(String user, String password) {
    return "Basic "
        + Base64.getEncoder()
            .encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
  }

  Answer get(String user, String path) {
    return ask(user, "GET", path, null);
  }

  Answer post(String user, String path, @Nullable String body, String... headers) {
    return ask(user, "POST", path, body, headers);
  }

  /** As a user, or as {@link #NOBODY}. */
  Answer ask(String user, String method, String path, @Nullable String body, String... headers) {
    HttpRequest.Builder request = request(path);
    if (!user.equals(NOBODY)) {
      request.header("Authorization", basic(user, PASSWORD));
    }
    if (body != null) {
      request.header("Content-Type", "application/json");
    }
    if (headers.length > 0) {
      request.headers(headers);
    }
    return send(
        request.method(
            method,
            body == null
                ? HttpRequest.BodyPublishers.noBody()
                : HttpRequest.BodyPublishers.ofString(body)));
  }

  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path));
  }

  /** Of a stream, nothing: it ends with the worker. */
  private static HttpResponse.BodySubscriber<String> body(HttpResponse.ResponseInfo response) {
    boolean endless =
        response.headers().firstValue("Content-Type").orElse("").startsWith("text/event-stream");
    return endless
        ? HttpResponse.BodySubscribers.mapping(
            HttpResponse.BodySubscribers.ofInputStream(), stream -> "")
        : HttpResponse.BodySubscribers.ofString(StandardCharsets.UTF_8);
  }

  static Answer send(HttpRequest.Builder request) {
    try {
      return new Answer(HTTP.send(request.build(), ApiFixture::body));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** All that a list has, page by page: other tests have put something there too. */
  List<JsonNode> items(String user, String path) {
    List<JsonNode> items = new ArrayList<>();
    String cursor = "";
    do {
      Answer answer = get(user, path + cursor);
      assertThat(answer.status()).isEqualTo(200);
      answer.body().required("items").forEach(items::add);
      String next = answer.text("next");
      cursor = next.isEmpty() ? "" : (path.contains("?") ? "&" : "?") + "cursor=" + next;
    } while (!cursor.isEmpty());
    return items;
  }

  /** The same, one field of each. */
  List<String> values(String user, String path, String field) {
    return items(user, path).stream().map(each -> each.required(field).stringValue()).toList();
  }

  /** The ticket of the last of these. */
  static String ticketOf(List<KafkaProbe.Seen> seen) {
    return String.valueOf(seen.getLast().header("ce_ticketid"));
  }
}
