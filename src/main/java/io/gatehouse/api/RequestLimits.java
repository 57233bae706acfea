package io.gatehouse.api;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * How much one user may ask of this worker, and how large a request may be. After the login: nobody
 * else's requests get as far as their body.
 */
final class RequestLimits extends OncePerRequestFilter {

  /** As a record's: what is larger could not be posted. */
  static final int MAX_BODY_BYTES = 256 * 1024;

  /** Users beyond these begin anew when they come again. */
  private static final int MAX_USERS = 10_000;

  private final int perMinute;
  private final ProblemWriter problems;
  private final Map<String, Bucket> byUser =
      Collections.synchronizedMap(
          new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
              return size() > MAX_USERS;
            }
          });

  RequestLimits(int perMinute, ProblemWriter problems) {
    this.perMinute = perMinute;
    this.problems = problems;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain rest)
      throws ServletException, IOException {
    ConsumptionProbe probe =
        byUser
            .computeIfAbsent(String.valueOf(request.getRemoteUser()), user -> bucket())
            .tryConsumeAndReturnRemaining(1);
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

  private Bucket bucket() {
    return Bucket.builder()
        .addLimit(limit -> limit.capacity(perMinute).refillGreedy(perMinute, Duration.ofMinutes(1)))
        .build();
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
