package io.gatehouse.message;

import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whatever the bytes are, the parser answers: an exception would stop its partition for ever. */
class InboundFuzzTest {

  private static final Logger log = LoggerFactory.getLogger(InboundFuzzTest.class);
  private static final int RECORDS = 20_000;

  /** What JSON and UTF-8 are sensitive to. */
  private static final byte[] BYTES =
      "{}[]\",:\\\\u0eE-+.9tfn Z/ \n\0\u007f\u0080\u00c3\u00e2\u00ed\u00f0\u00ff"
          .getBytes(StandardCharsets.ISO_8859_1);

  @Test
  void noBytesMakeTheParserFail() {
    long seed = Long.getLong("seed", System.nanoTime());
    log.info("random bytes of seed {}: the same again with -Dseed={}", seed, seed);
    var parser = new InboundMessageParser();
    byte[] valid =
        RawMessage.utf8(
            RawMessage.valid()
                .with("attachments", "[{\"url\":\"u\",\"size\":12e1,\"x\":[-1.5]}]")
                .with("customer", "{\"nickname\":\"\\ud83d\\ude00é\"}")
                .json());
    for (int i = 0; i < RECORDS; i++) {
      byte[] value = mutated(valid, new Random(seed + i));
      assertThatCode(() -> parser.parse(RawMessage.record(new byte[] {'c'}, value)))
          .as("seed %d, value %d: %s", seed, i, HexFormat.of().formatHex(value))
          .doesNotThrowAnyException();
    }
  }

  private static byte[] mutated(byte[] valid, Random random) {
    byte[] value = valid.clone();
    for (int changes = random.nextInt(4); changes >= 0; changes--) {
      value[random.nextInt(value.length)] = BYTES[random.nextInt(BYTES.length)];
    }
    return random.nextInt(4) == 0 ? Arrays.copyOf(value, random.nextInt(value.length)) : value;
  }
}
