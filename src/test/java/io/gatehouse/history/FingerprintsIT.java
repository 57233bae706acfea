package io.gatehouse.history;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The key that the fingerprints of a database are made with. */
class FingerprintsIT {

  @Test
  void the_key_of_the_fingerprints_stays_the_same_or_the_start_says_so() {
    JdbcTemplate made = Histories.fresh();
    long first = fingerprints(made, null).of("c".getBytes(UTF_8), "sms", "m");
    assertThat(fingerprints(made, null).of("c".getBytes(UTF_8), "sms", "m")).isEqualTo(first);
    assertThatThrownBy(() -> fingerprints(made, "0123456789abcdef").requireKey())
        .hasMessageContaining("gatehouse.duplicates.key")
        .hasMessageContaining("remove it");

    JdbcTemplate configured = Histories.fresh();
    fingerprints(configured, "0123456789abcdef").requireKey();
    assertThatCode(() -> fingerprints(configured, "0123456789abcdef").requireKey())
        .doesNotThrowAnyException();
    for (String other : new String[] {null, "another 0123456789"}) {
      assertThatThrownBy(() -> fingerprints(configured, other).requireKey())
          .hasMessageContaining("gatehouse.duplicates.key")
          .hasMessageContaining("set that one again");
    }
  }

  @Test
  void fingerprints_differ_by_customer_channel_and_message() {
    Fingerprints fingerprints = fingerprints(Histories.fresh(), null);
    assertThat(
            Set.of(
                fingerprints.of("a".getBytes(UTF_8), "sms", "m"),
                fingerprints.of("b".getBytes(UTF_8), "sms", "m"),
                fingerprints.of("a".getBytes(UTF_8), "smsm", "m"),
                fingerprints.of("a".getBytes(UTF_8), "sms", "mm"),
                fingerprints.of("as".getBytes(UTF_8), "ms", "m")))
        .hasSize(5);
  }

  private static Fingerprints fingerprints(JdbcTemplate jdbc, @Nullable String key) {
    return new Fingerprints(
        JdbcClient.create(jdbc), new DuplicateSettings(Duration.ofDays(30), key));
  }
}
