package io.gatehouse.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.deadletters.Defect;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The limits of the contract: what is exactly at one is accepted, one more is not. */
class InboundLimitsTest {

  private static final int MAX_RECORD = 256 * 1024;

  private final InboundMessageParser parser = new InboundMessageParser();

  @ParameterizedTest
  @ValueSource(strings = {"a", "é", "中", "😀"})
  void anIdHasUpTo128CharactersHoweverTheyAreWritten(String character) {
    assertThat(parser.parse(withMessageId(character.repeat(128)))).isInstanceOf(Parsed.Valid.class);
    assertThat(parser.parse(withMessageId(character.repeat(129))))
        .isEqualTo(new Parsed.Bad(Defect.invalid("messageId", "must have 1 to 128 characters")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "中"})
  void theCustomersIdHasUpTo128CharactersToo(String character) {
    String longest = character.repeat(128);
    String tooLong = character.repeat(129);

    assertThat(
            parser.parse(
                RawMessage.record(
                    longest, RawMessage.valid().with("customerId", quoted(longest)).json())))
        .isInstanceOf(Parsed.Valid.class);
    assertThat(
            parser.parse(
                RawMessage.record(
                    tooLong, RawMessage.valid().with("customerId", quoted(tooLong)).json())))
        .isEqualTo(new Parsed.Bad(Defect.invalid("customerId", "must have 1 to 128 characters")));
  }

  @ParameterizedTest(name = "of them {0} astral, each written as {1}")
  @CsvSource({"0, 😀", "1, 😀", "60000, 😀", "1, \\ud83d\\ude00", "10000, \\ud83d\\ude00"})
  void aTextHasUpTo65536Characters(int astral, String written) {
    assertThat(parser.parse(withText(written.repeat(astral) + "a".repeat(65536 - astral))))
        .isInstanceOf(Parsed.Valid.class);
    assertThat(parser.parse(withText(written.repeat(astral) + "a".repeat(65537 - astral))))
        .isEqualTo(new Parsed.Bad(Defect.invalid("text", "must have 65536 characters at most")));
  }

  @ParameterizedTest(name = "{0} bytes of headers, {1} more of key")
  @CsvSource({"0, 0", "1000, 0", "0, 90", "1000, 90", "260000, 0"})
  void keyValueAndHeadersHaveUpTo256KiBTogether(int headers, int moreKey) {
    String customer = RawMessage.CUSTOMER + "x".repeat(moreKey);
    int value = MAX_RECORD - headers - customer.length();

    assertThat(parser.parse(withHeaders(headers, customer, value)))
        .isInstanceOf(Parsed.Valid.class);
    assertThat(parser.parse(withHeaders(headers, customer, value + 1)))
        .isEqualTo(
            new Parsed.Bad(
                new Defect(
                    Defect.Code.TOO_LARGE, "the record has 262145 bytes, more than 262144")));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          other       | 0 | @                   | an unknown field
          attachments | 2 | [{"url":"u","x":@}] | attachments
          customer    | 1 | {"x":@}             | customer
          web         | 1 | {"x":@}             | web
          """)
  void objectsAndArraysAreUpTo32DeepTheMessageCounted(
      String field, int around, String place, String named) {
    int inside = 31 - around;

    for (String open : new String[] {"[", "{\"a\":"}) {
      assertThat(parser.parse(nested(field, place, open, inside))).isInstanceOf(Parsed.Valid.class);
      assertThat(parser.parse(nested(field, place, open, inside + 1)))
          .isEqualTo(new Parsed.Bad(Defect.invalid(named, "nested deeper than 32")));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"9", "0.", "1e"})
  void aNumberOfAnyLengthIsAccepted(String begin) {
    String number = begin + "9".repeat(200_000);

    assertThat(parser.parse(RawMessage.valid().with("other", number).toRecord()))
        .isInstanceOf(Parsed.Valid.class);
  }

  @ParameterizedTest
  @CsvSource({"9, true", "1e, true", "-9, false", "-1e, false"})
  void aSizeOfAnyLengthIsReadAsANumber(String begin, boolean accepted) {
    String attachment = "[{\"url\":\"u\",\"size\":%s}]".formatted(begin + "9".repeat(200_000));

    assertThat(parser.parse(RawMessage.valid().with("attachments", attachment).toRecord()))
        .isInstanceOf(accepted ? Parsed.Valid.class : Parsed.Bad.class);
  }

  private static ConsumerRecord<byte[], byte[]> withMessageId(String id) {
    return RawMessage.valid().with("messageId", quoted(id)).toRecord();
  }

  private static ConsumerRecord<byte[], byte[]> withText(String text) {
    return RawMessage.valid().with("text", quoted(text)).toRecord();
  }

  private static ConsumerRecord<byte[], byte[]> withHeaders(
      int headers, String customer, int valueBytes) {
    RawMessage raw = RawMessage.valid().with("customerId", quoted(customer));
    var received = RawMessage.record(customer, padded(raw.json(), valueBytes));
    if (headers > 0) {
      received.headers().add("traceparent", new byte[headers - "traceparent".length() - 1]);
      received.headers().add("n", null);
    }
    return received;
  }

  private static String padded(String json, int bytes) {
    return json + " ".repeat(bytes - json.length());
  }

  private static ConsumerRecord<byte[], byte[]> nested(
      String field, String place, String open, int depth) {
    String close = open.equals("[") ? "]" : "}";
    String deep = open.repeat(depth) + (open.equals("[") ? "" : "1") + close.repeat(depth);
    return RawMessage.valid().with(field, place.replace("@", deep)).toRecord();
  }

  private static String quoted(String text) {
    return '"' + text + '"';
  }
}
