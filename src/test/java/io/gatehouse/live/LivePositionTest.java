package io.gatehouse.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LivePositionTest {

  @Test
  void aPositionIsReadAsItWasWritten() {
    var position = LivePosition.of(-1, 0, 127, 128, 4_000_000_000_000L, Long.MAX_VALUE);

    assertThat(LivePosition.decode(position.encode())).contains(position);
  }

  @Test
  void withFortyEightPartitionsItIsShortEnoughForAHeader() {
    long[] offsets = new long[48];
    Arrays.fill(offsets, 1_000_000_000_000L);

    assertThat(LivePosition.of(offsets).encode()).hasSizeLessThan(512).matches("[A-Za-z0-9_-]+");
  }

  /** Not base64; too short for what it announces; something follows; a number too long. */
  @ParameterizedTest
  @ValueSource(strings = {"", "!", "AA AA", "AQ", "AgI", "AQICAg", "____________"})
  void whatIsNoPositionIsNone(String text) {
    assertThat(LivePosition.decode(text)).isEmpty();
  }
}
