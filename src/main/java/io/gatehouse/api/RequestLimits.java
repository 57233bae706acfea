package io.gatehouse.api;

import io.github.bucket4j.ConsumptionProbe;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * How much one user may ask of this worker, and how large a request may be. After the login: nobody
 * else's requests get as far as their body.
 */
final class RequestLimits extends OncePerRequestFilter {

  /** As a record's: what is larger could not be posted. */
  static final int MAX_BODY_BYTES = 256 * 1024;

  private final int perMinute;
  private final ProblemWriter problems;
  private final Buckets byUser;

  RequestLimits(int perMinute, ProblemWriter problems) {
    this.perMinute = perMinute;
    this.problems = problems;
    this.byUser = new Buckets(perMinute);
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain rest)
      throws ServletException, IOException {
    ConsumptionProbe probe =
        byUser.of(String.valueOf(request.getRemoteUser())).tryConsumeAndReturnRemaining(1);
    if (!probe.isConsumed()) {
      problems.write(tooMany(Duration.ofNanos(probe.getNanosToWaitForRefill())), request, response);
      return;
    }
    byte[] body = request.getInputStream().readNBytes(MAX_BODY_BYTES + 1);
    if (body.length > MAX_BODY_BYTES) {
      problems.write(tooLarge(), request, response);
      return;
    }
    rest.doFilter(new ReadBody(request, body), response);
  }

  private ProblemException tooMany(Duration wait) {
    return new ProblemException(
            ProblemKind.TOO_MANY_REQUESTS,
            "A user may make %d requests a minute. Wait as long as Retry-After says."
                .formatted(perMinute))
        .retryAfter(wait.plusSeconds(1));
  }

  private static ProblemException tooLarge() {
    return new ProblemException(
        ProblemKind.TOO_LARGE, "A body may have %d bytes.".formatted(MAX_BODY_BYTES));
  }
}
