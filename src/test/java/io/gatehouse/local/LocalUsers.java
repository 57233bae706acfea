package io.gatehouse.local;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;

/** Who may log in to the API of the local run, with a password that everybody may know. */
final class LocalUsers {

  static final List<String> NAMES = List.of("agent-1", "supervisor-1", "admin-1");
  static final String PASSWORD = "gatehouse";

  private LocalUsers() {}

  /** As settings of the worker. */
  static Stream<String> arguments() {
    String encoded = "{bcrypt}" + new BCryptPasswordEncoder().encode(PASSWORD);
    return IntStream.range(0, NAMES.size())
        .boxed()
        .flatMap(
            i ->
                Stream.of(
                        "name=" + NAMES.get(i),
                        "password=" + encoded,
                        "roles=" + NAMES.get(i).replaceAll("-.*", ""))
                    .map(setting -> "--gatehouse.api.users[%d].%s".formatted(i, setting)));
  }
}
