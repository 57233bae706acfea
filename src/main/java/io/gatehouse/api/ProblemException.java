package io.gatehouse.api;

import io.gatehouse.deadletters.Defect;
import java.time.Duration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/** Ends a request with a problem (RFC 9457). Details say what to do, and quote no content. */
final class ProblemException extends ErrorResponseException {

  private static final long serialVersionUID = 1L;

  ProblemException(ProblemKind kind, String detail) {
    this(kind, problem(kind, detail));
  }

  private ProblemException(ProblemKind kind, ProblemDetail problem) {
    super(kind.status(), problem, null);
  }

  static ProblemDetail problem(ProblemKind kind, String detail) {
    ProblemDetail problem = ProblemDetail.forStatusAndDetail(kind.status(), detail);
    problem.setType(kind.type());
    problem.setTitle(kind.title());
    return problem;
  }

  /** Names what is wrong in the request, by field. */
  static ProblemException invalid(String field, String what) {
    return new ProblemException(ProblemKind.INVALID, field + ": " + what).with("field", field);
  }

  /** For what would become a dead letter, by the name that the field has in the request. */
  static ProblemException of(Defect defect) {
    if (defect.code() == Defect.Code.TOO_LARGE) {
      return new ProblemException(ProblemKind.TOO_LARGE, defect.message());
    }
    String[] parts = defect.message().split(": ", 2);
    return parts.length == 2
        ? invalid(parts[0].replaceFirst("^profile\\.", ""), parts[1])
        : new ProblemException(ProblemKind.INVALID, defect.message());
  }

  static ProblemException notFound(String what) {
    return new ProblemException(ProblemKind.NOT_FOUND, what);
  }

  /** An admin has switched off what was asked for. */
  static ProblemException switchedOff(String setting) {
    return new ProblemException(
            ProblemKind.SWITCHED_OFF,
            "The setting %s is off. An admin can turn it on: PUT /api/settings/%s with {\"value\": true}."
                .formatted(setting, setting))
        .with("setting", setting);
  }

  /** Something that Gatehouse needs is away. */
  static ProblemException unavailable(String what, Duration retryAfter) {
    return new ProblemException(ProblemKind.UNAVAILABLE, what).retryAfter(retryAfter);
  }

  /** Adds a field of its own to the problem. */
  ProblemException with(String field, Object value) {
    getBody().setProperty(field, value);
    return this;
  }

  ProblemException retryAfter(Duration wait) {
    getHeaders().set(HttpHeaders.RETRY_AFTER, Long.toString(Math.max(1, wait.toSeconds())));
    return this;
  }
}
