package io.gatehouse.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.local.OpenMetrics;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.TestPropertySource;

/** What anybody may ask over HTTP, and what nobody may. Nobody can log in yet. */
class HttpAccessIT {

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private static HttpResponse<String> ask(int port, String method, String path)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
            .method(method, HttpRequest.BodyPublishers.noBody())
            .build();
    return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
  }

  private static void answers(int port, String method, String path, int status)
      throws IOException, InterruptedException {
    HttpResponse<String> response = ask(port, method, path);

    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(response.headers().firstValue("Set-Cookie")).isEmpty();
    if (status == 401) {
      assertThat(response.body()).doesNotContain("gatehouse", "jvm_");
    }
  }

  @Nested
  class OnOnePort extends WorkerFixture {

    @LocalServerPort int port;

    @ParameterizedTest
    @CsvSource({
      "GET,  /actuator/health, 200",
      "GET,  /actuator/health/readiness, 200",
      "GET,  /actuator/health/liveness, 200",
      "GET,  /docs, 200",
      "GET,  /docs/style.css, 200",
      "GET,  /docs/topics/asyncapi.yaml, 200",
      "GET,  /docs/topics/schemas/common.yaml, 200",
      "GET,  /docs/topics/application.yaml, 404",
      "POST, /docs, 401",
      "GET,  /actuator/prometheus, 401",
      "GET,  /actuator/prometheus/, 401",
      "GET,  /actuator, 401",
      "GET,  /actuator/env, 401",
      "GET,  /actuator/configprops, 401",
      "GET,  /actuator/heapdump, 401",
      "GET,  /actuator/loggers, 401",
      "POST, /actuator/shutdown, 401",
      "POST, /actuator/loggers/ROOT, 401",
      "GET,  /, 302",
      "GET,  /error, 401",
      "GET,  /login, 401",
      "POST, /login, 401",
      "GET,  /api/customers, 401",
      "GET,  /actuator/healthy, 401",
    })
    void only_health_and_docs_are_open(String method, String path, int status) throws Exception {
      answers(port, method, path, status);
    }
  }

  @Nested
  @DirtiesContext
  @TestPropertySource(properties = "management.server.port=0")
  class WithAManagementPort extends WorkerFixture {

    @LocalServerPort int port;
    @LocalManagementPort int managementPort;

    @ParameterizedTest
    @CsvSource({
      "GET,  /actuator/health/readiness, 401, 200",
      "GET,  /actuator/health/liveness, 401, 200",
      "GET,  /actuator/prometheus, 401, 200",
      "GET,  /actuator, 401, 401",
      "GET,  /actuator/env, 401, 401",
      "POST, /actuator/shutdown, 401, 401",
      "GET,  /, 302, 404",
    })
    void health_and_metrics_are_open_on_it(String method, String path, int outside, int management)
        throws Exception {
      answers(port, method, path, outside);
      answers(managementPort, method, path, management);
    }
  }

  @Nested
  @DirtiesContext
  @Import(OpenMetrics.class)
  class InTheLocalRun extends WorkerFixture {

    @LocalServerPort int port;

    @ParameterizedTest
    @CsvSource({
      "GET,  /actuator/health/readiness, 200",
      "GET,  /actuator/prometheus, 200",
      "GET,  /actuator/env, 401",
      "GET,  /, 302",
    })
    void metrics_are_open_too(String method, String path, int status) throws Exception {
      answers(port, method, path, status);
    }
  }
}
