package io.gatehouse.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.history.AcceptedMessages;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What need not be looked for in earlier periods. */
class EarlierMessagesTest {

  private final EarlierMessages earlier = new EarlierMessages();

  @Test
  void whoever_writes_once_is_looked_up_and_not_read() {
    assertThat(earlier.areWorthReading()).isFalse();
    assertThat(earlier.mayHold(1)).isTrue();
    assertThat(earlier.areWorthReading()).isTrue();
  }

  @ParameterizedTest(name = "of messages 0 to {0} - 1 read, {1} may be one: {2}")
  @CsvSource({
    "0, 1, false",
    "1, 0, true",
    "1, 1, false",
    "8, 7, true",
    "8, 8, false",
    "9, 8, true",
    "9, 99, true"
  })
  void what_was_read_rules_others_out_unless_there_are_too_many(
      int read, long asked, boolean mayBe) {
    List<Long> found = LongStream.range(0, read).boxed().toList();
    assertThat(AcceptedMessages.FEW).isEqualTo(8);

    earlier.are(found);

    assertThat(earlier.mayHold(asked)).isEqualTo(mayBe);
    assertThat(earlier.areWorthReading()).isFalse();
  }
}
