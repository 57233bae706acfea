package io.gatehouse.api;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.ServletException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.oauth2.jwt.JwtDecoderInitializationException;
import tools.jackson.databind.json.JsonMapper;

/** What escapes the other filters is answered with a problem, and what it says is not told. */
class LastResortTest {

  private final LastResort filter = new LastResort(new ProblemWriter(JsonMapper.shared()));
  private final MockHttpServletRequest request = new MockHttpServletRequest("GET", "/api/me");
  private final MockHttpServletResponse response = new MockHttpServletResponse();

  static Stream<Arguments> failures() {
    return Stream.of(
        Arguments.of(new AuthenticationServiceException("Qx7"), 503, "/problems/unavailable"),
        Arguments.of(
            new JwtDecoderInitializationException("Qx7", new IllegalStateException("Qx7")),
            503,
            "/problems/unavailable"),
        Arguments.of(new IllegalStateException("Qx7"), 500, "/problems/fault"),
        Arguments.of(new ServletException("Qx7"), 500, "/problems/fault"));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void a_failure_is_a_problem(Exception failure, int status, String type) throws Exception {
    filter.doFilter(
        request,
        response,
        (asked, answered) -> {
          answered.getWriter().write("half of an answer");
          throwIt(failure);
        });

    assertThat(response.getStatus()).isEqualTo(status);
    assertThat(response.getContentType()).startsWith("application/problem+json");
    assertThat(response.getContentAsString())
        .contains(type, "/api/me")
        .doesNotContain("Qx7", "half");
  }

  @Test
  void what_does_not_fail_passes() throws Exception {
    filter.doFilter(request, response, (asked, answered) -> answered.getWriter().write("whole"));

    assertThat(response.getContentAsString()).isEqualTo("whole");
  }

  private static void throwIt(Exception failure) throws ServletException {
    switch (failure) {
      case ServletException checked -> throw checked;
      case RuntimeException unchecked -> throw unchecked;
      default -> throw new IllegalArgumentException(failure);
    }
  }
}
