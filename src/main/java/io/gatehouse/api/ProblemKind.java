package io.gatehouse.api;

import java.net.URI;
import java.util.Locale;
import org.springframework.http.HttpStatus;

/** What can be wrong with a request: the {@code type}s of problems, listed in docs/http.md. */
enum ProblemKind {
  INVALID(HttpStatus.BAD_REQUEST, "The request is not valid"),
  UNAUTHENTICATED(HttpStatus.UNAUTHORIZED, "Nobody is logged in"),
  FORBIDDEN(HttpStatus.FORBIDDEN, "Your role does not allow this"),
  SWITCHED_OFF(HttpStatus.FORBIDDEN, "An admin has switched this off"),
  NOT_FOUND(HttpStatus.NOT_FOUND, "There is no such thing"),
  METHOD_NOT_ALLOWED(HttpStatus.METHOD_NOT_ALLOWED, "This does not take that method"),
  NOT_ACCEPTABLE(HttpStatus.NOT_ACCEPTABLE, "The answer does not come in that form"),
  REJECTED(HttpStatus.CONFLICT, "The command was rejected"),
  TOO_LARGE(HttpStatus.CONTENT_TOO_LARGE, "The request is too large"),
  UNSUPPORTED_MEDIA_TYPE(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "The body has the wrong media type"),
  TOO_MANY_REQUESTS(HttpStatus.TOO_MANY_REQUESTS, "Too many requests"),
  FAULT(HttpStatus.INTERNAL_SERVER_ERROR, "A fault in Gatehouse"),
  UNAVAILABLE(HttpStatus.SERVICE_UNAVAILABLE, "Gatehouse cannot do this at the moment");

  private final HttpStatus status;
  private final String title;

  ProblemKind(HttpStatus status, String title) {
    this.status = status;
    this.title = title;
  }

  HttpStatus status() {
    return status;
  }

  String title() {
    return title;
  }

  /** Stays the same for ever: clients compare it. */
  URI type() {
    return URI.create("/problems/" + name().toLowerCase(Locale.ROOT).replace('_', '-'));
  }
}
