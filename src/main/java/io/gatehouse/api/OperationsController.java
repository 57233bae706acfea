package io.gatehouse.api;

import io.gatehouse.overview.Overview;
import io.gatehouse.overview.Overviews;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Duration;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** How the worker that answers is doing. */
@Tag(name = "Operations")
@RestController
class OperationsController {

  private static final int MOST_MINUTES = 15;

  private final Overviews overviews;

  OperationsController(Overviews overviews) {
    this.overviews = overviews;
  }

  @Operation(
      operationId = "operations",
      summary =
          "How the worker that answers is doing, and how it did in the last quarter of an hour",
      description =
          "Counts are the worker's own, since its start; lag and open tickets are of all workers.")
  @GetMapping("/api/operations")
  @Allowed(Role.SUPERVISOR)
  Overview operations(
      @Parameter(description = "over how many of the last minutes rates and delays are, 1 to 15")
          @RequestParam(defaultValue = "1")
          int minutes) {
    if (minutes < 1 || minutes > MOST_MINUTES) {
      throw ProblemException.invalid("minutes", "must be 1 to " + MOST_MINUTES);
    }
    return overviews.now(Duration.ofMinutes(minutes));
  }
}
