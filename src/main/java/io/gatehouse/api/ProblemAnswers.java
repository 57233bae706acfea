package io.gatehouse.api;

import io.gatehouse.kafka.Outage;
import java.time.Duration;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.TypeMismatchException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.ServletRequestBindingException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/**
 * Turns whatever ends a request into a problem of ours. None quotes content or has a stack trace.
 */
@RestControllerAdvice
class ProblemAnswers extends ResponseEntityExceptionHandler {

  private static final Logger log = LoggerFactory.getLogger(ProblemAnswers.class);
  private static final Duration OUTAGE = Duration.ofSeconds(5);

  /** All that Spring MVC itself finds wrong comes here in the end, with its status and headers. */
  @Override
  protected @Nullable ResponseEntity<Object> handleExceptionInternal(
      Exception failure,
      @Nullable Object body,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    ProblemDetail problem =
        failure instanceof ProblemException ours ? ours.getBody() : problem(failure, status);
    return super.handleExceptionInternal(failure, problem, headers, status, request);
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> denied(AccessDeniedException denied) {
    return answer(new ProblemException(ProblemKind.FORBIDDEN, String.valueOf(denied.getMessage())));
  }

  /** What is away comes back by itself; the rest is a fault, and only its place is logged. */
  @ExceptionHandler
  ResponseEntity<ProblemDetail> failed(RuntimeException failure) {
    Outage outage = Outage.of(failure);
    if (outage != Outage.FAULT) {
      return answer(
          ProblemException.unavailable(
              "It waits for %s. Try again.".formatted(outage.words()), OUTAGE));
    }
    log.error("a request has failed: {}", Traces.withoutMessages(failure));
    return answer(fault());
  }

  private static ResponseEntity<ProblemDetail> answer(ProblemException problem) {
    return ResponseEntity.status(problem.getStatusCode())
        .headers(problem.getHeaders())
        .body(problem.getBody());
  }

  private static ProblemDetail problem(Exception failure, HttpStatusCode status) {
    return switch (failure) {
      case HttpMessageNotReadableException unreadable -> unreadable(unreadable);
      case MethodArgumentTypeMismatchException wrong ->
          invalid(wrong.getName(), "has the wrong form");
      case TypeMismatchException wrong ->
          invalid(String.valueOf(wrong.getPropertyName()), "has the wrong form");
      case ServletRequestBindingException missing ->
          ProblemException.problem(
              ProblemKind.INVALID, String.valueOf(missing.getBody().getDetail()));
      case HttpRequestMethodNotSupportedException method ->
          ProblemException.problem(
              ProblemKind.METHOD_NOT_ALLOWED, "Use one of the methods in the header Allow.");
      case HttpMediaTypeNotSupportedException type ->
          ProblemException.problem(
              ProblemKind.UNSUPPORTED_MEDIA_TYPE, "Send Content-Type: application/json.");
      case HttpMediaTypeNotAcceptableException type ->
          ProblemException.problem(
              ProblemKind.NOT_ACCEPTABLE,
              "Ask for application/json, or leave out the header Accept.");
      default -> byStatus(failure, status);
    };
  }

  private static ProblemDetail byStatus(Exception failure, HttpStatusCode status) {
    if (status.value() == ProblemKind.NOT_FOUND.status().value()) {
      return ProblemException.problem(
          ProblemKind.NOT_FOUND, "There is no such path. /api/openapi.json lists all there are.");
    }
    if (status.is4xxClientError()) {
      return ProblemException.problem(
          ProblemKind.INVALID, "/api/openapi.json says what this takes.");
    }
    log.error("a request has failed: {}", Traces.withoutMessages(failure));
    return fault().getBody();
  }

  /** By the path to the field; what was there is the caller's content. */
  private static ProblemDetail unreadable(HttpMessageNotReadableException unreadable) {
    if (!(unreadable.getCause() instanceof JacksonException cause)) {
      return ProblemException.problem(
          ProblemKind.INVALID, "The body is missing, or is no JSON. Send a JSON object.");
    }
    String field =
        cause.getPath().stream()
            .map(JacksonException.Reference::getPropertyName)
            .filter(name -> name != null)
            .collect(Collectors.joining("."));
    if (field.isEmpty()) {
      return ProblemException.problem(
          ProblemKind.INVALID,
          "The body is not a JSON object, see line %d, column %d."
              .formatted(cause.getLocation().getLineNr(), cause.getLocation().getColumnNr()));
    }
    return invalid(
        field,
        cause instanceof UnrecognizedPropertyException unknown
            ? notHere(unknown)
            : "has the wrong type");
  }

  private static String notHere(UnrecognizedPropertyException unknown) {
    return switch (unknown.getPropertyName()) {
      case "id", "customerId" -> "cannot be set or changed; the path says which customer it is";
      case "actor" -> "cannot be set; it is who is logged in";
      case "commandId" -> "cannot be set; send the header Idempotency-Key";
      default -> "is not known here";
    };
  }

  private static ProblemDetail invalid(String field, String what) {
    return ProblemException.invalid(field, what).getBody();
  }

  static ProblemException fault() {
    return new ProblemException(
        ProblemKind.FAULT,
        "Nothing is wrong with the request. Tell whoever runs Gatehouse; its log has the rest.");
  }
}
