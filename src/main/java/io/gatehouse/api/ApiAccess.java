package io.gatehouse.api;

import io.gatehouse.commands.CommandAnswers;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.CsrfConfigurer;
import org.springframework.security.config.annotation.web.configurers.RequestCacheConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.session.DisableEncodeUrlFilter;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Who gets into {@code /api}: whoever is logged in, by token or by password. What they may do there
 * is said at each endpoint ({@link Allowed}).
 */
@Configuration(proxyBeanMethods = false)
class ApiAccess implements WebMvcConfigurer {

  static final String PATHS = "/api/**";
  static final String DOCUMENT = "/api/openapi.json";

  private final Doorkeeper doorkeeper;

  ApiAccess(Doorkeeper doorkeeper) {
    this.doorkeeper = doorkeeper;
  }

  @Bean
  @Order(0)
  SecurityFilterChain api(
      HttpSecurity http,
      ApiSettings settings,
      PasswordLogins passwords,
      TokenLogins tokens,
      ProblemWriter problems) {
    AuthenticationEntryPoint nobody = nobody(passwords, tokens, problems);
    if (passwords.areConfigured()) {
      http.authenticationProvider(new LimitedTries(passwords.provider()))
          .httpBasic(basic -> basic.authenticationEntryPoint(nobody));
    }
    tokens
        .decoder()
        .ifPresent(
            decoder ->
                http.oauth2ResourceServer(
                    server ->
                        server
                            .authenticationEntryPoint(nobody)
                            .jwt(jwt -> jwt.decoder(decoder).jwtAuthenticationConverter(tokens))));
    return http.securityMatcher(PATHS)
        .authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
        // nothing to forge a request with: every request brings its login, and none leaves a cookie
        .csrf(CsrfConfigurer::disable)
        .requestCache(RequestCacheConfigurer::disable)
        .sessionManagement(
            sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        .exceptionHandling(
            refused ->
                refused
                    .authenticationEntryPoint(nobody)
                    .accessDeniedHandler(
                        (request, response, denied) ->
                            problems.write(
                                new ProblemException(
                                    ProblemKind.FORBIDDEN, "This is not for anybody."),
                                request,
                                response)))
        .headers(
            headers ->
                headers.contentSecurityPolicy(
                    policy ->
                        policy.policyDirectives("default-src 'none'; frame-ancestors 'none'")))
        .addFilterBefore(new LastResort(problems), DisableEncodeUrlFilter.class)
        .addFilterAfter(
            new RequestLimits(settings.requestsPerMinute(), problems), AuthorizationFilter.class)
        .build();
  }

  private static AuthenticationEntryPoint nobody(
      PasswordLogins passwords, TokenLogins tokens, ProblemWriter problems) {
    List<String> ways = new ArrayList<>();
    tokens.decoder().ifPresent(decoder -> ways.add("Bearer"));
    if (passwords.areConfigured()) {
      ways.add("Basic realm=\"gatehouse\", charset=\"UTF-8\"");
    }
    return (request, response, failure) -> {
      if (failure instanceof LimitedTries.TooManyTriesException tooMany) {
        problems.write(tooMany.problem(), request, response);
        return;
      }
      boolean tried = request.getHeader(HttpHeaders.AUTHORIZATION) != null;
      var problem = new ProblemException(ProblemKind.UNAUTHENTICATED, detail(ways, tried));
      ways.stream()
          .filter(way -> !asksItself(request) || !way.startsWith("Basic"))
          .forEach(way -> problem.getHeaders().add(HttpHeaders.WWW_AUTHENTICATE, way));
      problems.write(problem, request, response);
    };
  }

  /** A screen with a login form of its own: told of Basic, the browser would ask too. */
  private static boolean asksItself(HttpServletRequest request) {
    return "XMLHttpRequest".equals(request.getHeader("X-Requested-With"));
  }

  private static String detail(List<String> ways, boolean tried) {
    if (ways.isEmpty()) {
      return "No way to log in is configured here. Whoever runs this finds in access/README.md"
          + " how.";
    }
    return tried
        ? "The login is wrong, or has expired."
        : "Log in as the header WWW-Authenticate says.";
  }

  /** Where somebody can log in, somebody will give a command. */
  @Bean
  ApplicationListener<ApplicationReadyEvent> prepareForCommands(
      PasswordLogins passwords, TokenLogins tokens, CommandAnswers answers) {
    return ready -> {
      if (passwords.areConfigured() || tokens.decoder().isPresent()) {
        answers.prepare();
      }
    };
  }

  @Override
  public void addInterceptors(InterceptorRegistry registry) {
    registry.addInterceptor(doorkeeper).addPathPatterns(PATHS).excludePathPatterns(DOCUMENT);
  }

  @Override
  public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
    resolvers.add(doorkeeper);
  }
}
