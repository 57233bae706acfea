package io.gatehouse.tools;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class OutputTest {

  private static final Map<String, String> TEXTS =
      Map.of(
          "Grüße, 世界 👋",
          "Grüße, 世界 👋",
          "red " + (char) 27 + "[31m",
          "red \\u001b[31m",
          "two\nlines",
          "two\\u000alines",
          "one byte " + (char) 0x9b + "2J",
          "one byte \\u009b2J",
          "backwards " + (char) 0x202e + " txt",
          "backwards \\u202e txt");

  @Test
  void what_others_wrote_cannot_move_the_terminal() {
    TEXTS.forEach((text, plain) -> assertThat(Output.plain(text)).isEqualTo(plain));
  }
}
