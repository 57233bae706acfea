package io.gatehouse.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When the BOT is active, and what a switch is that nobody has set. */
class SettingsTest {

  @ParameterizedTest(name = "bot.enabled {0}, bot.channels.web {1}: active on web {2}")
  @CsvSource(
      nullValues = "unset",
      textBlock =
          """
          # bot.enabled, bot.channels.web, active on web, active elsewhere
          unset,         unset,            false,         false
          false,         unset,            false,         false
          true,          unset,            true,          true
          unset,         false,            false,         false
          unset,         true,             true,          false
          false,         false,            false,         false
          false,         true,             true,          false
          true,          false,            false,         true
          true,          true,             true,          true
          """)
  void aChannelsOwnSwitchOverridesBotEnabled(
      @Nullable Boolean bot, @Nullable Boolean web, boolean onWeb, boolean elsewhere) {
    Map<String, Boolean> values = new HashMap<>();
    if (bot != null) {
      values.put("bot.enabled", bot);
    }
    if (web != null) {
      values.put("bot.channels.web", web);
    }
    var settings = new Settings(values);

    assertThat(settings.botActive("web")).isEqualTo(onWeb);
    assertThat(settings.botActive("web-2")).isEqualTo(elsewhere);
    assertThat(settings.botActive("we")).isEqualTo(elsewhere);
  }

  @Test
  void everySwitchIsOffUntilItIsTurnedOn() {
    assertThat(new Settings(Map.of()).isOn(Settings.BLOCK_CONTACT)).isFalse();
    assertThat(new Settings(Map.of("block-contact.enabled", false)).isOn(Settings.BLOCK_CONTACT))
        .isFalse();
    assertThat(new Settings(Map.of("block-contact.enabled", true)).isOn(Settings.BLOCK_CONTACT))
        .isTrue();
    assertThat(new Settings(Map.of("bot.enabled", true)).isOn(Settings.BLOCK_CONTACT)).isFalse();
  }
}
