package io.gatehouse.customers;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.customers.FlagWords.Word;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which of two commands has the last word on a flag. */
class FlagWordsTest {

  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

  @ParameterizedTest(name = "{0} at {1} ms against {2} at {3} ms: superseded {4}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # command | at | against | at | superseded
          set       |  1 | set     |  0 | false
          set       |  1 | clear   |  0 | false
          clear     |  1 | set     |  0 | false
          clear     |  1 | clear   |  0 | false
          set       |  0 | set     |  1 | true
          set       |  0 | clear   |  1 | true
          clear     |  0 | set     |  1 | true
          clear     |  0 | clear   |  1 | true
          # on a tie, setting wins
          set       |  0 | set     |  0 | false
          set       |  0 | clear   |  0 | false
          clear     |  0 | set     |  0 | true
          clear     |  0 | clear   |  0 | false
          """)
  void theLaterWordCountsAndOnATieTheFlagIsSet(
      String asks, long at, String against, long againstAt, boolean superseded) {
    assertThat(word(asks, at).isOlderThan(word(against, againstAt))).isEqualTo(superseded);
  }

  /** So the flag ends the same in whatever order two commands are handled. */
  @ParameterizedTest
  @CsvSource({
    "set, 0, set, 0", "set, 0, clear, 0", "clear, 0, set, 0", "clear, 0, clear, 0",
    "set, 0, set, 1", "set, 0, clear, 1", "clear, 0, set, 1", "clear, 0, clear, 1"
  })
  void theFlagEndsTheSameInEitherOrder(String asks, long at, String other, long otherAt) {
    assertThat(lastOf(word(asks, at), word(other, otherAt)))
        .isEqualTo(lastOf(word(other, otherAt), word(asks, at)));
  }

  private static Word lastOf(Word first, Word second) {
    return second.isOlderThan(first) ? first : second;
  }

  private static Word word(String asks, long at) {
    return new Word(asks.equals("set"), NOON.plusMillis(at));
  }
}
