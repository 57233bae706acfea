package io.gatehouse.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How long the history may be kept. */
class HistorySettingsTest {

  @ParameterizedTest
  @ValueSource(strings = {"P30D", "P31D", "P3650D"})
  void a_month_or_more(Duration keep) {
    assertThat(new HistorySettings(keep).keep()).isEqualTo(keep);
  }

  @Test
  void for_ever() {
    assertThat(new HistorySettings(null).keep()).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"P29DT23H59M", "PT0S", "-P365D"})
  void not_less(Duration keep) {
    assertThatThrownBy(() -> new HistorySettings(keep))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("gatehouse.history.keep");
  }
}
