package io.gatehouse.api;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Who acts. Each may do what those before it may. */
enum Role {
  AGENT,
  SUPERVISOR,
  ADMIN;

  /** As in settings, tokens and the API's document. */
  @JsonValue
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** As Spring Security has it among a user's authorities. */
  String authority() {
    return "ROLE_" + name();
  }

  boolean includes(Role other) {
    return compareTo(other) >= 0;
  }

  static Optional<Role> of(String label) {
    return Arrays.stream(values()).filter(role -> role.label().equals(label)).findFirst();
  }
}
