package io.gatehouse.api;

import java.util.Arrays;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;

/**
 * Who is logged in, as an argument of an endpoint's method. The actor of every command: nothing in
 * a request can say otherwise.
 *
 * @param role the highest that they have, null if none
 */
record User(String id, @Nullable Role role) {

  static User of(Authentication login) {
    Role highest =
        Arrays.stream(Role.values())
            .filter(role -> has(login, role))
            .max(Comparator.naturalOrder())
            .orElse(null);
    return new User(login.getName(), highest);
  }

  boolean may(Role needed) {
    return role != null && role.includes(needed);
  }

  private static boolean has(Authentication login, Role role) {
    return login.getAuthorities().stream()
        .anyMatch(authority -> role.authority().equals(authority.getAuthority()));
  }
}
