package io.gatehouse.api;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Answers with a problem where Spring MVC is not reached: in filters. */
@Component
class ProblemWriter {

  private final JsonMapper json;

  ProblemWriter(JsonMapper json) {
    this.json = json;
  }

  void write(ProblemException problem, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    ProblemDetail body = problem.getBody();
    if (body.getInstance() == null) {
      body.setInstance(path(request));
    }
    response.setStatus(problem.getStatusCode().value());
    problem
        .getHeaders()
        .forEach((name, values) -> values.forEach(v -> response.addHeader(name, v)));
    response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
    response.setCharacterEncoding(StandardCharsets.UTF_8);
    json.writeValue(response.getOutputStream(), body);
  }

  /** What was rejected may not even have a path that is one. */
  private static @Nullable URI path(HttpServletRequest request) {
    try {
      return new URI(request.getRequestURI());
    } catch (URISyntaxException e) {
      return null;
    }
  }
}
