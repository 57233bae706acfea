package io.gatehouse.api;

import io.github.bucket4j.Bucket;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.authentication.WebAuthenticationDetails;

/**
 * Limits wrong passwords: {@value #PER_MINUTE} a minute for a name from one address. Then not even
 * the right one helps until the minute is over, but only there: nobody can lock out somebody else
 * from elsewhere.
 */
final class LimitedTries implements AuthenticationProvider {

  static final int PER_MINUTE = 10;

  private final AuthenticationProvider logins;
  private final Buckets tries = new Buckets(PER_MINUTE);

  LimitedTries(AuthenticationProvider logins) {
    this.logins = logins;
  }

  /** Ends a login that was tried too often. */
  static final class TooManyTriesException extends AuthenticationException {

    private static final long serialVersionUID = 1L;

    private final Duration wait;

    private TooManyTriesException(Duration wait) {
      super("too many wrong passwords");
      this.wait = wait;
    }

    ProblemException problem() {
      return new ProblemException(
              ProblemKind.TOO_MANY_REQUESTS,
              "Too many wrong passwords for this name. Wait as long as Retry-After says.")
          .retryAfter(wait.plusSeconds(1));
    }
  }

  private record Tried(String name, String address) {}

  @Override
  public @Nullable Authentication authenticate(Authentication login) {
    String address =
        login.getDetails() instanceof WebAuthenticationDetails details
            ? String.valueOf(details.getRemoteAddress())
            : "";
    Bucket left = tries.of(new Tried(login.getName(), address));
    var estimate = left.estimateAbilityToConsume(1);
    if (!estimate.canBeConsumed()) {
      throw new TooManyTriesException(Duration.ofNanos(estimate.getNanosToWaitForRefill()));
    }
    try {
      return logins.authenticate(login);
    } catch (BadCredentialsException e) {
      left.tryConsume(1);
      throw e;
    }
  }

  @Override
  public boolean supports(Class<?> authentication) {
    return logins.supports(authentication);
  }
}
