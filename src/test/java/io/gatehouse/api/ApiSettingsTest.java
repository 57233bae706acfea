package io.gatehouse.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A wrong setting is named, and no password is told. */
class ApiSettingsTest {

  private static final String PASSWORD = "{bcrypt}$2a$04$Qx7";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "-      | {bcrypt}Qx7 | agent       | users[1].name is missing",
        "' '    | {bcrypt}Qx7 | agent       | users[1].name is missing",
        "a:b    | {bcrypt}Qx7 | agent       | users[1].name must not have a colon",
        "first  | {bcrypt}Qx7 | agent       | users[1].name is there twice: first",
        "second | -           | agent       | users[1].password is missing",
        "second | Qx7         | agent       | users[1].password must be encoded",
        "second | {noop}Qx7   | agent       | users[1].password must be encoded",
        "second | {MD5}Qx7    | agent       | users[1].password must be encoded",
        "second | {bcrypt}Qx7 | -           | users[1].roles must be one or more of agent,"
            + " supervisor, admin",
        "second | {bcrypt}Qx7 | Agent       | users[1].roles must be one or more of",
        "second | {bcrypt}Qx7 | agent,boss  | users[1].roles must be one or more of",
      })
  void what_is_wrong_with_a_user_is_said_by_its_key(
      @Nullable String name, @Nullable String password, @Nullable String roles, String said) {
    var login = login(name, password, roles == null ? null : List.of(roles.split(",", -1)));

    assertThatThrownBy(() -> settings(login("first", PASSWORD, List.of("admin")), login))
        .isInstanceOf(IllegalArgumentException.class)
        .message()
        .startsWith("gatehouse.api." + said)
        .doesNotContain("Qx7");
  }

  @Test
  void users_that_are_right_are_taken_and_their_passwords_not_shown() {
    var settings = settings(login("Ann Lee", PASSWORD, List.of("agent", "admin")));

    assertThat(settings.users()).hasSize(1);
    assertThat(settings.toString()).contains("Ann Lee").doesNotContain("Qx7");
  }

  @ParameterizedTest
  @CsvSource({"0", "-1", "1000001"})
  void the_rate_has_bounds(int perMinute) {
    assertThatThrownBy(() -> new ApiSettings(perMinute, "sub", "roles", List.of()))
        .hasMessage("gatehouse.api.requests-per-minute must be 1 to 1000000");
  }

  private static ApiSettings settings(ApiSettings.Login... users) {
    return new ApiSettings(600, "sub", "roles", List.of(users));
  }

  private static ApiSettings.Login login(
      @Nullable String name, @Nullable String password, @Nullable List<String> roles) {
    return new ApiSettings.Login(name, password, roles);
  }
}
