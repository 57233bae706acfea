package io.gatehouse.api;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.security.authentication.dao.DaoAuthenticationProvider;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.password.DelegatingPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.crypto.password.Pbkdf2PasswordEncoder;
import org.springframework.stereotype.Component;

/** The users of the configuration, who log in with a password. */
@Component
class PasswordLogins {

  private final Map<String, UserDetails> users;

  PasswordLogins(ApiSettings settings) {
    users =
        settings.users().stream()
            .map(PasswordLogins::user)
            .collect(Collectors.toUnmodifiableMap(UserDetails::getUsername, Function.identity()));
  }

  boolean areConfigured() {
    return !users.isEmpty();
  }

  DaoAuthenticationProvider provider() {
    var provider = new DaoAuthenticationProvider(this::load);
    provider.setPasswordEncoder(new RememberedPasswords(encoder()));
    return provider;
  }

  /** By the name as it is: ids are case-sensitive. A copy, whose password Spring erases. */
  private UserDetails load(String name) {
    UserDetails user = users.get(name);
    if (user == null) {
      throw new UsernameNotFoundException("there is no such user");
    }
    return User.withUserDetails(user).build();
  }

  private static PasswordEncoder encoder() {
    return new DelegatingPasswordEncoder(
        "bcrypt",
        Map.of(
            "bcrypt",
            new BCryptPasswordEncoder(),
            "pbkdf2",
            Pbkdf2PasswordEncoder.defaultsForSpringSecurity_v5_8()));
  }

  private static UserDetails user(ApiSettings.Login login) {
    return User.withUsername(String.valueOf(login.name()))
        .password(String.valueOf(login.password()))
        .authorities(
            (login.roles() == null ? List.<String>of() : login.roles())
                .stream()
                    .flatMap(role -> Role.of(role).stream())
                    .map(Role::authority)
                    .toArray(String[]::new))
        .build();
  }
}
