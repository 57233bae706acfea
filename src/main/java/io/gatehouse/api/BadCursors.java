package io.gatehouse.api;

import io.gatehouse.reading.BadCursorException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/**
 * Before {@link ProblemAnswers}, to which every other failure of reading is a fault or an outage.
 */
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
class BadCursors {

  @ExceptionHandler
  ResponseEntity<ProblemDetail> badCursor(BadCursorException bad) {
    ProblemException problem =
        ProblemException.invalid(
            "cursor",
            "is not one that this list gave with these filters. Leave it out to begin anew.");
    return ResponseEntity.status(problem.getStatusCode()).body(problem.getBody());
  }
}
