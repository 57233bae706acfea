package io.gatehouse.api;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.oauth2.jwt.JwtDecoderInitializationException;
import org.springframework.web.filter.OncePerRequestFilter;

/** Around all other filters: what escapes them is a problem too, not a page of the server. */
final class LastResort extends OncePerRequestFilter {

  private static final Logger log = LoggerFactory.getLogger(LastResort.class);

  private final ProblemWriter problems;

  LastResort(ProblemWriter problems) {
    this.problems = problems;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain rest)
      throws IOException {
    try {
      rest.doFilter(request, response);
    } catch (AuthenticationServiceException | JwtDecoderInitializationException e) {
      answer(
          ProblemException.unavailable(
              "Tokens cannot be checked: their issuer does not answer. Try again.",
              Duration.ofSeconds(5)),
          request,
          response);
    } catch (RuntimeException | ServletException e) {
      log.error("a request has failed: {}", Traces.withoutMessages(e));
      answer(ProblemAnswers.fault(), request, response);
    }
  }

  private void answer(
      ProblemException problem, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (!response.isCommitted()) {
      response.reset();
      problems.write(problem, request, response);
    }
  }
}
