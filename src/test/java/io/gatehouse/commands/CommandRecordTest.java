package io.gatehouse.commands;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.deadletters.Defect;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Command records that are wrong before their fields are, and when two commands are the same. */
class CommandRecordTest {

  private final SomeCommand block = new SomeCommand("block");

  @ParameterizedTest
  @CsvSource({"c-4", "c-422", "C-42", "' c-42'"})
  void anotherKeyIsRefused(String key) {
    expectBad(
        block.read(utf8(key), utf8(block.value(""))),
        Defect.Code.KEY_MISMATCH,
        "customerId: differs from the record key");
  }

  @Test
  void theKeyOfASettingMustBeItsName() {
    var settings = new SomeCommand("settings");

    expectBad(
        settings.read(settings.value("\"setting\":\"bot.channels.web\",\"value\":true")),
        Defect.Code.KEY_MISMATCH,
        "setting: differs from the record key");
  }

  @Test
  void noKeyIsRefused() {
    expectBad(
        block.read(new byte[0], utf8(block.value(""))),
        Defect.Code.KEY_MISSING,
        "the record has no key");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "null", "true", "7", "\"zebra\"", "[]"})
  void whatIsNoObjectIsRefused(String value) {
    expectBad(block.read(value), Defect.Code.NOT_JSON, "the value is not a JSON object");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "zebra",
        "{",
        "{\"zebra\":}",
        "{\"zebra\":NaN}",
        "{\"zebra\":'zebra'}",
        "{}{}",
        "{} zebra",
        "{\"zebra\":1,\"zebra\":2}",
        "{\"actor\":{\"id\":\"zebra\",\"id\":\"zebra\"}}"
      })
  void whatIsNoJsonIsRefusedWithThePlace(String value) {
    assertThat(block.read(value))
        .isInstanceOfSatisfying(
            CommandParser.Read.Bad.class,
            bad -> {
              assertThat(bad.defect().code()).isEqualTo(Defect.Code.NOT_JSON);
              assertThat(bad.defect().message()).matches("the value is not JSON, see byte [0-9]+");
            });
  }

  @Test
  void whatIsNotUtf8IsRefused() {
    byte[] latin = block.value("\"reason\":\"é\"").getBytes(StandardCharsets.ISO_8859_1);
    byte[] utf16 = block.value("").getBytes(StandardCharsets.UTF_16LE);

    expectBad(block.read(utf8("c-42"), latin), Defect.Code.NOT_JSON, "the value is not UTF-8");
    expectBad(block.read(utf8("c-42"), utf16), Defect.Code.NOT_JSON, "the value is not UTF-8");
  }

  @Test
  void aRecordHasUpTo256KiB() {
    String value = block.value("");
    String largest = value + " ".repeat(256 * 1024 - 4 - value.length());

    assertThat(block.read(largest)).isInstanceOf(CommandParser.Read.Valid.class);
    expectBad(
        block.read(largest + " "),
        Defect.Code.TOO_LARGE,
        "the record has 262145 bytes, more than 262144");
  }

  @Test
  void aCommandIsUpTo32Deep() {
    assertThat(block.read(block.value("\"other\":" + "[".repeat(31) + "]".repeat(31))))
        .isInstanceOf(CommandParser.Read.Valid.class);
    assertThat(block.read(block.value("\"other\":" + "[".repeat(32) + "]".repeat(32))))
        .isInstanceOfSatisfying(
            CommandParser.Read.Bad.class,
            bad -> {
              assertThat(bad.defect().code()).isEqualTo(Defect.Code.INVALID);
              assertThat(bad.defect().message()).contains("deeper than 32");
            });
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          the same           | {"commandId":"k","customerId":"c-42","actor":{"id":"a","name":"b"},"reason":"é"}
          another order      | {"reason":"é","actor":{"name":"b","id":"a"},"customerId":"c-42","commandId":"k"}
          space between      | { "commandId" : "k", "customerId": "c-42",  "actor": { "id": "a", "name": "b" }, "reason": "é" }
          an escape          | {"commandId":"\\u006b","customerId":"c-42","actor":{"id":"a","name":"b"},"\\u0072eason":"\\u00e9"}
          """)
  void theSameContentHasTheSameHash(String what, String value) {
    assertThat(block.command(value).contentHash()).as(what).isEqualTo(hashOfTheFirst());
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          another id         | {"commandId":"j","customerId":"c-42","actor":{"id":"a","name":"b"},"reason":"é"}
          another reason     | {"commandId":"k","customerId":"c-42","actor":{"id":"a","name":"b"},"reason":"É"}
          another actor      | {"commandId":"k","customerId":"c-42","actor":{"id":"b","name":"b"},"reason":"é"}
          swapped values     | {"commandId":"k","customerId":"c-42","actor":{"id":"b","name":"a"},"reason":"é"}
          no reason          | {"commandId":"k","customerId":"c-42","actor":{"id":"a","name":"b"}}
          one field more     | {"commandId":"k","customerId":"c-42","actor":{"id":"a","name":"b"},"reason":"é","until":"2027-01-01T00:00:00Z"}
          an unknown field   | {"commandId":"k","customerId":"c-42","actor":{"id":"a","name":"b"},"reason":"é","x":null}
          a field moved in   | {"commandId":"k","customerId":"c-42","actor":{"id":"a","name":"b","reason":"é"}}
          """)
  void otherContentHasAnotherHash(String what, String value) {
    assertThat(block.command(value).contentHash()).as(what).isNotEqualTo(hashOfTheFirst());
  }

  @Test
  void theOrderOfAListIsContent() {
    assertThat(block.command(block.value("\"x\":[1,2]")).contentHash())
        .isNotEqualTo(block.command(block.value("\"x\":[2,1]")).contentHash());
  }

  /** An exception here is no dead letter: the consumer stands still at the record for ever. */
  @ParameterizedTest
  @ValueSource(strings = {"1e19", "1e30", "-1e30", "123456789012345678901234567890.0"})
  void aNumberBeyondAnyLongIsRefused(String score) {
    var ticket = new SomeCommand("ticket");
    String rate = "\"action\":\"rate\",\"ticketId\":\"t-1\",\"score\":" + score;

    expectBad(ticket.read(ticket.value(rate)), Defect.Code.INVALID, "score: is out of range");
  }

  /** In UTF-8 it becomes a question mark, and so somebody else's id. */
  @Test
  void halfOfASurrogatePairIsRefused() {
    String value = block.value("").replace("c-42", "\\ud800");

    assertThat(block.read(utf8("?"), utf8(value))).isInstanceOf(CommandParser.Read.Bad.class);
  }

  private byte[] hashOfTheFirst() {
    return block
        .command(
            "{\"commandId\":\"k\",\"customerId\":\"c-42\",\"actor\":{\"id\":\"a\",\"name\":\"b\"},\"reason\":\"é\"}")
        .contentHash();
  }

  private static void expectBad(CommandParser.Read read, Defect.Code code, String message) {
    assertThat(read).isEqualTo(new CommandParser.Read.Bad(new Defect(code, message)));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
