package io.gatehouse.api;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who may log in over HTTP, and how much one user may ask. Tokens are checked where {@code
 * spring.security.oauth2.resourceserver.jwt.issuer-uri} or {@code jwk-set-uri} is set.
 *
 * @param requestsPerMinute what each user may ask of this worker, 1 to 1000000
 * @param userClaim the claim of a token that has the user's id, which is the actor of their
 *     commands
 * @param rolesClaim the claim of a token that has the roles: {@code agent}, {@code supervisor},
 *     {@code admin}; with dots where it is inside another one, as in {@code realm_access.roles}
 * @param users who may log in with a password (HTTP Basic); nobody by default
 */
@ConfigurationProperties("gatehouse.api")
public record ApiSettings(
    @DefaultValue("600") int requestsPerMinute,
    @DefaultValue("sub") String userClaim,
    @DefaultValue("roles") String rolesClaim,
    @DefaultValue List<Login> users) {

  /** Slow to try out, as passwords should be kept. No {noop}: that would be the password itself. */
  private static final List<String> ENCODINGS = List.of("{bcrypt}", "{pbkdf2}");

  /**
   * A user with a password.
   *
   * @param password encoded: {@code {bcrypt}$2y$10$...}
   */
  public record Login(
      @Nullable String name, @Nullable String password, @Nullable List<String> roles) {

    @Override
    public String toString() {
      return "Login[name=" + name + ", roles=" + roles + "]"; // never the password
    }
  }

  public ApiSettings {
    if (requestsPerMinute < 1 || requestsPerMinute > 1_000_000) {
      throw new IllegalArgumentException("gatehouse.api.requests-per-minute must be 1 to 1000000");
    }
    requireText("user-claim", userClaim);
    requireText("roles-claim", rolesClaim);
    Set<String> names = new HashSet<>();
    for (int i = 0; i < users.size(); i++) {
      check("users[" + i + "].", users.get(i), names);
    }
    users = List.copyOf(users);
  }

  private static void check(String key, Login login, Set<String> names) {
    String name = requireText(key + "name", login.name());
    if (!UserId.isValid(name)) {
      throw wrong(key + "name", "must have 1 to 128 characters, none of them a control character");
    }
    if (name.indexOf(':') >= 0) {
      throw wrong(key + "name", "must not have a colon, which ends the name in HTTP Basic");
    }
    if (!names.add(name)) {
      throw wrong(key + "name", "is there twice: " + name);
    }
    String password = requireText(key + "password", login.password());
    if (ENCODINGS.stream().noneMatch(password::startsWith)) {
      throw wrong(
          key + "password",
          "must be encoded, and begin with one of %s; access/README.md says how to make it"
              .formatted(ENCODINGS));
    }
    List<String> roles = login.roles() == null ? List.of() : login.roles();
    if (roles.isEmpty() || roles.stream().anyMatch(role -> Role.of(role).isEmpty())) {
      throw wrong(key + "roles", "must be one or more of agent, supervisor, admin");
    }
  }

  private static String requireText(String key, @Nullable String value) {
    if (value == null || value.isBlank()) {
      throw wrong(key, "is missing");
    }
    return value;
  }

  private static IllegalArgumentException wrong(String key, String what) {
    return new IllegalArgumentException("gatehouse.api." + key + " " + what);
  }
}
