package io.gatehouse.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What two sources hold of one ticket, taken together. */
class TicketContentTest {

  @ParameterizedTest
  @CsvSource(
      nullValues = "none",
      textBlock =
          """
          # one,               the other,            the last of both
          none,                 none,                 none
          2026-11-21T10:00:00Z, none,                 2026-11-21T10:00:00Z
          none,                 2026-11-21T10:00:00Z, 2026-11-21T10:00:00Z
          2026-11-21T10:00:00Z, 2026-11-21T10:00:00Z, 2026-11-21T10:00:00Z
          2026-11-21T10:00:00Z, 2026-11-21T10:00:01Z, 2026-11-21T10:00:01Z
          2026-11-21T10:00:01Z, 2026-11-21T10:00:00Z, 2026-11-21T10:00:01Z
          """)
  void theLastMessageIsTheLaterOne(
      @Nullable Instant one, @Nullable Instant other, @Nullable Instant last) {
    var both =
        new TicketContent(2, one, Map.of(1, 10L)).and(new TicketContent(3, other, Map.of(2, 5L)));

    assertThat(both).isEqualTo(new TicketContent(5, last, Map.of(1, 10L, 2, 5L)));
  }

  @Test
  void nothingAddsNothing() {
    var content = new TicketContent(2, Instant.parse("2026-11-21T10:00:00Z"), Map.of(1, 10L));

    assertThat(content.and(TicketContent.EMPTY)).isEqualTo(content);
    assertThat(TicketContent.EMPTY.and(content)).isEqualTo(content);
    assertThat(TicketContent.EMPTY.and(TicketContent.EMPTY)).isEqualTo(TicketContent.EMPTY);
  }
}
