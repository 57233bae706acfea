package io.gatehouse.blocking;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.deadletters.Defect;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class BlockHandlerTest {

  private static @Nullable Defect check(String until) {
    return BlockHandler.checkUntil(JsonMapper.shared().createObjectNode().put("until", until));
  }

  /** What the handler cannot read, it would try for ever. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "2016-12-31T23:59:60Z",
        "2027-01-01T00:00:00+18:01",
        "2027-01-01T00:00:00.1234567890Z",
        "9999-12-31T23:59:59-18:00"
      })
  void anEndThatNoCalendarHereHasIsRefused(String until) {
    assertThat(check(until))
        .isNotNull()
        .extracting(Defect::message)
        .asString()
        .startsWith("until: must be");
  }

  @ParameterizedTest
  @ValueSource(strings = {"2027-01-01T00:00:00Z", "1999-01-01T00:00:00.123456789+05:30"})
  void anEndThatCanBeKeptIsAccepted(String until) {
    assertThat(check(until)).isNull();
  }
}
