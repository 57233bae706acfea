package io.gatehouse.tools;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimesTest {

  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-21T10:00:00Z"), ZoneOffset.UTC);

  @ParameterizedTest
  @CsvSource({
    "90s,                       2026-11-21T09:58:30Z, 2026-11-21T10:01:30Z",
    "2h,                        2026-11-21T08:00:00Z, 2026-11-21T12:00:00Z",
    "1d,                        2026-11-20T10:00:00Z, 2026-11-22T10:00:00Z",
    "PT5M,                      2026-11-21T09:55:00Z, 2026-11-21T10:05:00Z",
    "2026-01-02T03:04:05+01:00, 2026-01-02T02:04:05Z, 2026-01-02T02:04:05Z",
  })
  void a_length_counts_from_now_and_a_moment_is_itself(String text, Instant ago, Instant ahead) {
    assertThat(Times.ago("--since", text, CLOCK)).isEqualTo(ago);
    assertThat(Times.ahead("--until", text, CLOCK)).isEqualTo(ahead);
  }
}
