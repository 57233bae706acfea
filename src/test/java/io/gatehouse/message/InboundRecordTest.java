package io.gatehouse.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.deadletters.Defect;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Records that are wrong before their fields are: no key, another key, no JSON, no UTF-8. */
class InboundRecordTest {

  private static final String VALID = RawMessage.valid().json();

  private final InboundMessageParser parser = new InboundMessageParser();

  @ParameterizedTest
  @MethodSource("wrongKeys")
  void aWrongKeyIsRefused(byte[] key, Defect.Code code, String message) {
    assertThat(parser.parse(RawMessage.record(key, RawMessage.utf8(VALID))))
        .isEqualTo(new Parsed.Bad(new Defect(code, message)));
  }

  static List<Arguments> wrongKeys() {
    String none = "the record has no key";
    String other = "customerId: differs from the record key";
    List<Arguments> keys = new ArrayList<>();
    keys.add(Arguments.of(null, Defect.Code.KEY_MISSING, none));
    keys.add(Arguments.of(new byte[0], Defect.Code.KEY_MISSING, none));
    for (String key : List.of("zebra-4", "zebra-422", "ZEBRA-42", " zebra-42", "\"zebra-42\"")) {
      keys.add(Arguments.of(RawMessage.utf8(key), Defect.Code.KEY_MISMATCH, other));
    }
    return keys;
  }

  @Test
  void theKeyIsCheckedLast() {
    String value = RawMessage.valid().without("sentAt").json();

    assertThat(parser.parse(RawMessage.record("somebody else", value)))
        .isEqualTo(new Parsed.Bad(Defect.invalid("sentAt", "is missing")));
  }

  @Test
  void aRecordWithoutValueIsRefused() {
    byte[] key = RawMessage.utf8(RawMessage.CUSTOMER);

    assertThat(
            parser.parse(
                new org.apache.kafka.clients.consumer.ConsumerRecord<>("t", 0, 0, key, null)))
        .isEqualTo(new Parsed.Bad(Defect.notJson("the record has no value")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " \n", "null", "true", "7", "\"zebra\"", "[]", "[{\"zebra\":1}]"})
  void whatIsNoObjectIsRefused(String value) {
    assertThat(parser.parse(RawMessage.record(RawMessage.CUSTOMER, value)))
        .isEqualTo(new Parsed.Bad(Defect.notJson("the value is not a JSON object")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          zebra
          {
          {"zebra"
          {"zebra":
          {"zebra":1
          {"zebra":1,}
          {'zebra':1}
          {zebra:1}
          {"zebra":zebra}
          {"zebra":tru}
          {"zebra":NaN}
          {"zebra":Infinity}
          {"zebra":01}
          {"zebra":+1}
          {"zebra":.5}
          {"zebra":1.}
          {"zebra":0x10}
          {"zebra":"zebra
          {"zebra":"\\x41"}
          {"zebra":"\\u00g0"}
          {"zebra":[1,]}
          {"zebra":[1}
          {"attachments":[{"url":"zebra"
          {"customer":{"nickname":"zebra"
          {"zebra":1 /* zebra */}
          // zebra
          """)
  void whatIsNoJsonIsRefusedWithThePlace(String value) {
    assertThat(parser.parse(RawMessage.record(RawMessage.CUSTOMER, value)))
        .isInstanceOfSatisfying(
            Parsed.Bad.class,
            bad -> {
              assertThat(bad.defect().code()).isEqualTo(Defect.Code.NOT_JSON);
              assertThat(bad.defect().message()).matches("the value is not JSON, see byte [0-9]+");
            });
  }

  @Test
  void anUnescapedControlCharacterIsNoJson() {
    String value = RawMessage.valid().with("text", "\"zebra\nzebra\"").json();

    assertThat(parser.parse(RawMessage.record(RawMessage.CUSTOMER, value)))
        .isEqualTo(
            new Parsed.Bad(
                Defect.notJson("the value is not JSON, see byte " + value.indexOf('\n'))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "[]", "null", "1", "\"zebra\"", "{\"zebra\":1}"})
  void whatFollowsTheObjectIsRefused(String more) {
    assertThat(parser.parse(RawMessage.record(RawMessage.CUSTOMER, VALID + "\n" + more)))
        .isEqualTo(new Parsed.Bad(Defect.notJson("something follows the JSON object")));
  }

  @Test
  void spaceAroundTheObjectIsAccepted() {
    assertThat(parser.parse(RawMessage.record(RawMessage.CUSTOMER, " \t\r\n" + VALID + "\n ")))
        .isInstanceOf(Parsed.Valid.class);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("malformed")
  void malformedUtf8IsRefusedWhereverItStands(String what, String hex, String place) {
    byte[] value = withBytes(place, HexFormat.of().parseHex(hex));

    assertThat(parser.parse(RawMessage.record(RawMessage.utf8(RawMessage.CUSTOMER), value)))
        .as(what)
        .isEqualTo(new Parsed.Bad(Defect.notJson("the value is not UTF-8")));
  }

  static Stream<Arguments> malformed() {
    return Stream.of(
            "NUL, 00",
            "overlong NUL, c080",
            "overlong slash in two bytes, c0af",
            "overlong slash in three bytes, e080af",
            "overlong slash in four bytes, f08080af",
            "high surrogate, eda080",
            "surrogate pair in six bytes, eda0bdedb880",
            "truncated after one of two, c3",
            "truncated after two of three, e282",
            "truncated after three of four, f09f98",
            "continuation alone, 80",
            "above U+10FFFF, f4908080",
            "five bytes, f888808080",
            "never a byte, ff")
        .map(line -> line.split(", "))
        .flatMap(
            bytes ->
                Stream.of(
                        RawMessage.valid().with("text", "\"@\"").json(),
                        RawMessage.valid().with("messageId", "\"@\"").json(),
                        RawMessage.valid().with("other", "\"@\"").json(),
                        RawMessage.valid().with("o@", "1").json(),
                        VALID + "@")
                    .map(place -> Arguments.of(bytes[0], bytes[1], place)));
  }

  @Test
  void theLastCharactersOfUnicodeAreAccepted() {
    byte[] value =
        withBytes(
            RawMessage.valid().with("text", "\"@\"").json(), HexFormat.of().parseHex("f48fbfbf"));

    assertThat(parser.parse(RawMessage.record(RawMessage.utf8(RawMessage.CUSTOMER), value)))
        .isInstanceOf(Parsed.Valid.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16", "UTF-16LE", "UTF-16BE", "x-UTF-16LE-BOM", "UTF-32", "UTF-32LE"})
  void otherEncodingsAreRefused(String charset) {
    byte[] value = VALID.getBytes(Charset.forName(charset));

    assertThat(parser.parse(RawMessage.record(RawMessage.utf8(RawMessage.CUSTOMER), value)))
        .isEqualTo(new Parsed.Bad(Defect.notJson("the value is not UTF-8")));
  }

  /** RFC 8259 lets a parser ignore it. It is passed on like every byte. */
  @Test
  void aByteOrderMarkBeforeUtf8IsIgnored() {
    assertThat(parser.parse(RawMessage.record(RawMessage.CUSTOMER, "\uFEFF" + VALID)))
        .isInstanceOf(Parsed.Valid.class);
    assertThat(parser.parse(RawMessage.record(RawMessage.CUSTOMER, "\uFEFF\uFEFF" + VALID)))
        .isInstanceOf(Parsed.Bad.class);
  }

  /** The value with these bytes in place of the at sign. */
  private static byte[] withBytes(String value, byte[] bytes) {
    String latin = new String(bytes, StandardCharsets.ISO_8859_1);
    return value.replace("@", latin).getBytes(StandardCharsets.ISO_8859_1);
  }
}
