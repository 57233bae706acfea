package io.gatehouse.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.security.crypto.password.PasswordEncoder;

/** A right password is checked slowly once, a wrong one always. */
class RememberedPasswordsTest {

  private static final String ENCODED = "encoded:right";

  private final AtomicInteger slowly = new AtomicInteger();
  private final AtomicInteger now = new AtomicInteger();
  private final AtomicInteger mostAtATime = new AtomicInteger();
  private final RememberedPasswords passwords = new RememberedPasswords(new Slow());

  @Test
  void a_right_password_is_checked_once() {
    for (int i = 0; i < 3; i++) {
      assertThat(passwords.matches("right", ENCODED)).isTrue();
    }

    assertThat(slowly).hasValue(1);
  }

  @Test
  void a_wrong_password_is_never_right_also_after_a_right_one() {
    assertThat(passwords.matches("wrong", ENCODED)).isFalse();
    assertThat(passwords.matches("right", ENCODED)).isTrue();
    assertThat(passwords.matches("wrong", ENCODED)).isFalse();
    assertThat(passwords.matches("", ENCODED)).isFalse();
    assertThat(passwords.matches(null, ENCODED)).isFalse();

    assertThat(slowly).hasValue(4);
  }

  @Test
  void what_is_right_for_one_is_not_for_another() {
    assertThat(passwords.matches("right", ENCODED)).isTrue();

    assertThat(passwords.matches("right", "encoded:other")).isFalse();
  }

  @Test
  void those_who_try_out_passwords_wait_for_one_another() {
    IntStream.range(0, 16)
        .mapToObj(i -> CompletableFuture.supplyAsync(() -> passwords.matches("wrong" + i, ENCODED)))
        .toList()
        .forEach(tried -> assertThat(tried.join()).isFalse());

    assertThat(slowly).hasValue(16);
    assertThat(mostAtATime).hasValue(1);
  }

  private final class Slow implements PasswordEncoder {
    @Override
    public @Nullable String encode(@Nullable CharSequence password) {
      return "encoded:" + password;
    }

    @Override
    public boolean matches(@Nullable CharSequence password, @Nullable String encoded) {
      slowly.incrementAndGet();
      mostAtATime.accumulateAndGet(now.incrementAndGet(), Math::max);
      for (int i = 0; i < 10_000; i++) {
        Thread.onSpinWait();
      }
      now.decrementAndGet();
      return ("encoded:" + password).equals(encoded);
    }
  }
}
