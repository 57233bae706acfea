package io.gatehouse.worker;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Logins by token, from an issuer of the test's own, and what one user may ask in a minute. */
@DirtiesContext
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ApiTokensIT extends WorkerFixture {

  private static final int REQUESTS_PER_MINUTE = 40;
  private static final TokenIssuer ISSUER = new TokenIssuer();

  @LocalServerPort int port;

  @DynamicPropertySource
  static void tokens(DynamicPropertyRegistry registry) {
    registry.add("spring.security.oauth2.resourceserver.jwt.jwk-set-uri", ISSUER::keysUri);
    registry.add("gatehouse.api.roles-claim", () -> "realm_access.roles");
    registry.add("gatehouse.api.requests-per-minute", () -> REQUESTS_PER_MINUTE);
  }

  static Stream<Arguments> roles() {
    return Stream.of(
        Arguments.of(List.of("agent"), "agent"),
        Arguments.of(List.of("supervisor", "offline_access"), "supervisor"),
        Arguments.of(List.of("agent", "admin"), "admin"));
  }

  @Order(1)
  @ParameterizedTest
  @MethodSource("roles")
  void a_token_says_who_the_user_is_and_their_roles(List<String> roles, String role) {
    ApiFixture.Answer answer = me(ISSUER.token(claims("u-1", roles)));

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body())
        .isEqualTo(json("{\"id\": \"u-1\", \"role\": \"%s\"}".formatted(role)));
  }

  @Order(2)
  @Test
  void a_user_without_a_role_may_do_nothing() {
    for (List<String> roles : List.of(List.<String>of(), List.of("ADMIN"), List.of("ROLE_admin"))) {
      ApiFixture.Answer answer = me(ISSUER.token(claims("u-2", roles)));

      assertThat(answer.status()).isEqualTo(403);
      assertThat(answer.text("type")).isEqualTo("/problems/forbidden");
      assertThat(answer.text("detail")).contains("role agent");
    }
  }

  static Stream<String> badTokens() {
    List<String> admin = List.of("admin");
    return Stream.of(
        "not-a-token",
        ISSUER.token(claims("u-3", admin), Instant.now().minusSeconds(300)),
        TokenIssuer.forged(claims("u-3", admin), "known"),
        TokenIssuer.forged(claims("u-3", admin), "unknown"),
        new PlainJWT(
                new JWTClaimsSet.Builder()
                    .subject("u-3")
                    .claim("realm_access", Map.of("roles", admin))
                    .build())
            .serialize(),
        ISSUER.token(Map.of("realm_access", Map.of("roles", admin))),
        ISSUER.token(claims("x".repeat(129), admin)),
        ISSUER.token(claims("a\nb", admin)));
  }

  @Order(3)
  @ParameterizedTest
  @MethodSource("badTokens")
  void a_token_that_is_not_right_is_no_login(String token) {
    ApiFixture.Answer answer = me(token);

    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer");
    assertThat(answer.text("type")).isEqualTo("/problems/unauthenticated");
  }

  @Order(4)
  @Test
  void passwords_are_no_login_where_no_user_has_one() {
    var request = request().header("Authorization", ApiFixture.basic("agent-1", "gatehouse"));

    assertThat(ApiFixture.send(request).status()).isEqualTo(401);
  }

  @Order(5)
  @Test
  void who_asks_too_much_is_told_when_to_come_again_and_others_are_not_held_up() {
    String token = ISSUER.token(claims("u-busy", List.of("agent")));
    ApiFixture.Answer answer = me(token);
    for (int i = 0; i < 2 * REQUESTS_PER_MINUTE && answer.status() == 200; i++) {
      answer = me(token);
    }

    assertThat(answer.status()).isEqualTo(429);
    assertThat(answer.text("type")).isEqualTo("/problems/too-many-requests");
    assertThat(Integer.parseInt(answer.header("Retry-After"))).isBetween(1, 60);
    assertThat(me(ISSUER.token(claims("u-calm", List.of("agent")))).status()).isEqualTo(200);
  }

  @Order(6)
  @Test
  void while_the_issuer_is_away_a_token_with_a_new_key_is_neither_right_nor_wrong() {
    ISSUER.close();

    ApiFixture.Answer answer = me(TokenIssuer.forged(claims("u-6", List.of("agent")), "newer"));

    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.text("type")).isEqualTo("/problems/unavailable");
    assertThat(answer.header("Retry-After")).isEqualTo("5");
  }

  private static Map<String, Object> claims(String user, List<String> roles) {
    return Map.of("sub", user, "realm_access", Map.of("roles", roles));
  }

  private HttpRequest.Builder request() {
    return HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/api/me"));
  }

  private ApiFixture.Answer me(String token) {
    return ApiFixture.send(request().header("Authorization", "Bearer " + token));
  }
}
