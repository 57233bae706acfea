package io.gatehouse.commands;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.deadletters.Defect;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the schema of each command topic accepts, and what exactly is wrong with the rest. */
class CommandParserTest {

  @Test
  void aCommandIsRead() {
    var block = new SomeCommand("block");

    Command command = block.command(block.value("\"reason\":\"spam\",\"other\":[1]"));

    assertThat(command.kind()).isEqualTo("block");
    assertThat(command.key()).isEqualTo("c-42");
    assertThat(command.commandId()).isEqualTo("k-1");
    assertThat(command.actorId()).isEqualTo("agent-7");
    assertThat(command.text("reason")).contains("spam");
    assertThat(command.text("until")).isEmpty();
    assertThat(command.appendedAt()).isEqualTo(SomeCommand.APPENDED);
    assertThat(command.eventId()).isEqualTo("T0p1c:5:77");
  }

  @Test
  void theKeyOfASettingIsItsName() {
    var settings = new SomeCommand("settings");

    assertThat(settings.command(settings.value("\"setting\":\"bot.enabled\",\"value\":true")).key())
        .isEqualTo("bot.enabled");
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          block      | ~~
          block      | "reason":"","until":"2027-01-01T00:00:00+01:00"
          block      | "other":{"actor":null},"messageId":7
          unblock    | ~~
          unblock    | "ticketId":"t-1"
          unblock    | "endsBlock":"k-0"
          delete-all | ~~
          blacklist  | "action":"add","reason":"rude"
          blacklist  | "action":"remove"
          blacklist  | "action":"remove","reason":""
          ticket     | "action":"assign","ticketId":"t-1","agent":"a"
          ticket     | "action":"handover","ticketId":"t-1"
          ticket     | "action":"close","ticketId":"t-1"
          ticket     | "action":"rate","ticketId":"t-1","score":1
          ticket     | "action":"rate","ticketId":"t-1","score":5,"comment":""
          ticket     | "action":"callback","channel":"web","agent":"a"
          customer   | "action":"edit","profile":{"note":""}
          customer   | "action":"edit","profile":{"nickname":"a","realName":"a","phone":"a","qq":"a","email":"a","company":"a","note":"a"}
          customer   | "action":"tag","add":["vip"]
          customer   | "action":"tag","remove":[]
          customer   | "action":"tag","add":["vip"],"remove":["new"]
          settings   | "setting":"bot.enabled","value":false
          """)
  void isAccepted(String kind, String fields) {
    var command = new SomeCommand(kind);

    assertThat(command.read(command.value(fields))).isInstanceOf(CommandParser.Read.Valid.class);
  }

  @ParameterizedTest
  @CsvSource({
    "block-contact.enabled, true",
    "customers-page.enabled, true",
    "bot.enabled, true",
    "bot.channels.web, true",
    "bot.channels.a-1, true",
    "bot.channels., false",
    "bot.channels.Web, false",
    "bot.channel.web, false",
    "block-contact, false",
    "block-contactXenabled, false",
    "bot.enabled.web, false"
  })
  void thereAreThreeSwitchesAndOneForEachChannel(String setting, boolean accepted) {
    var settings = new SomeCommand("settings");
    String value = settings.value("\"value\":true,\"setting\":\"" + setting + "\"");

    assertThat(settings.read(utf8(setting), utf8(value)))
        .isInstanceOf(accepted ? CommandParser.Read.Valid.class : CommandParser.Read.Bad.class);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          block      | "reason":null                                | reason: has the wrong type
          block      | "reason":"zebra\\u0000"                      | reason: has characters or a form that is not allowed
          block      | "until":"zebra"                              | until: must be an RFC 3339 time with offset
          block      | "until":"2027-01-01T00:00:00"                | until: must be an RFC 3339 time with offset
          block      | "until":1798761600                           | until: has the wrong type
          unblock    | "ticketId":""                                | ticketId: must not be empty
          unblock    | "ticketId":null                              | ticketId: has the wrong type
          unblock    | "ticketId":"zebra\\n"                        | ticketId: has characters or a form that is not allowed
          unblock    | "endsBlock":7                                | endsBlock: has the wrong type
          blacklist  | ~~                                           | action: is missing
          blacklist  | "action":"zebra"                             | action: is not one of the values allowed
          blacklist  | "action":"add"                               | reason: is missing
          blacklist  | "action":"add","reason":""                   | reason: must not be empty
          blacklist  | "action":"add","reason":["zebra"]            | reason: has the wrong type
          ticket     | ~~                                           | action: is missing
          ticket     | "action":"zebra","ticketId":"t-1"            | action: is not one of the values allowed
          ticket     | "action":"assign","agent":"a"                | ticketId: is missing
          ticket     | "action":"assign","ticketId":"t-1"           | agent: is missing
          ticket     | "action":"assign","ticketId":"t-1","agent":"" | agent: must not be empty
          ticket     | "action":"handover"                          | ticketId: is missing
          ticket     | "action":"close","agent":"a"                 | ticketId: is missing
          ticket     | "action":"rate","ticketId":"t-1"             | score: is missing
          ticket     | "action":"rate","score":3                    | ticketId: is missing
          ticket     | "action":"rate","ticketId":"t-1","score":0   | score: is out of range
          ticket     | "action":"rate","ticketId":"t-1","score":6   | score: is out of range
          ticket     | "action":"rate","ticketId":"t-1","score":2.5 | score: has the wrong type
          ticket     | "action":"rate","ticketId":"t-1","score":"5" | score: has the wrong type
          ticket     | "action":"rate","ticketId":"t-1","score":1e400 | score: has the wrong type
          ticket     | "action":"rate","ticketId":"t-1","score":5,"comment":7 | comment: has the wrong type
          ticket     | "action":"callback","agent":"a"              | channel: is missing
          ticket     | "action":"callback","channel":"web"          | agent: is missing
          ticket     | "action":"callback","channel":"Zebra","agent":"a" | channel: has characters or a form that is not allowed
          customer   | ~~                                           | action: is missing
          customer   | "action":"edit"                              | profile: is missing
          customer   | "action":"edit","profile":{}                 | profile: must not be empty
          customer   | "action":"edit","profile":"zebra"            | profile: has the wrong type
          customer   | "action":"edit","profile":{"note":null}      | profile.note: has the wrong type
          customer   | "action":"edit","profile":{"note":"zebra\\u0000"} | profile.note: has characters or a form that is not allowed
          customer   | "action":"edit","profile":{"customerId":"zebra"} | profile.customerId: is not allowed here (false)
          customer   | "action":"tag"                               | add: is missing
          customer   | "action":"tag","add":"zebra"                 | add: has the wrong type
          customer   | "action":"tag","add":["zebra",""]            | add.1: must not be empty
          customer   | "action":"tag","remove":[7]                  | remove.0: has the wrong type
          settings   | "value":true                                 | setting: is missing
          settings   | "setting":"bot.enabled"                      | value: is missing
          settings   | "setting":"bot.enabled","value":"true"       | value: has the wrong type
          settings   | "setting":"bot.enabled","value":1            | value: has the wrong type
          settings   | "setting":"bot.zebra","value":true           | setting: has characters or a form that is not allowed
          settings   | "setting":"bot.enabled\\n","value":true      | setting: has characters or a form that is not allowed
          """)
  void isRefusedNamingTheField(String kind, String fields, String message) {
    var command = new SomeCommand(kind);

    expectBad(command.read(command.value(fields)), Defect.Code.INVALID, message);
    assertThat(message).doesNotContainIgnoringCase("zebra");
  }

  /** The same on every command topic. */
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          {"customerId":"c-42","actor":{"id":"a"}}                     | commandId: is missing
          {"commandId":"","customerId":"c-42","actor":{"id":"a"}}      | commandId: must not be empty
          {"commandId":7,"customerId":"c-42","actor":{"id":"a"}}       | commandId: has the wrong type
          {"commandId":"k\\t","customerId":"c-42","actor":{"id":"a"}}  | commandId: has characters or a form that is not allowed
          {"commandId":"k","actor":{"id":"a"}}                         | customerId: is missing
          {"commandId":"k","customerId":null,"actor":{"id":"a"}}       | customerId: has the wrong type
          {"commandId":"k","customerId":"c-42"}                        | actor: is missing
          {"commandId":"k","customerId":"c-42","actor":"zebra"}        | actor: has the wrong type
          {"commandId":"k","customerId":"c-42","actor":{}}             | actor.id: is missing
          {"commandId":"k","customerId":"c-42","actor":{"id":""}}      | actor.id: must not be empty
          {"commandId":"k","customerId":"c-42","actor":{"id":null}}    | actor.id: has the wrong type
          {"commandId":"k","customerId":"c-42","actor":{"id":"\\u0085"}} | actor.id: has characters or a form that is not allowed
          """)
  void whatAllCommandsHaveIsChecked(String value, String message) {
    for (String kind : new String[] {"block", "unblock", "delete-all"}) {
      expectBad(new SomeCommand(kind).read(value), Defect.Code.INVALID, message);
    }
  }

  @ParameterizedTest
  @CsvSource({"commandId, 128", "ticketId, 128"})
  void idsHaveUpTo128Characters(String field, int longest) {
    var unblock = new SomeCommand("unblock");
    String value =
        "{\"commandId\":\"k\",\"customerId\":\"c-42\",\"actor\":{\"id\":\"a\"},\"ticketId\":\"t\"}";

    for (String character : new String[] {"a", "😀"}) {
      assertThat(unblock.read(with(value, field, character.repeat(longest))))
          .isInstanceOf(CommandParser.Read.Valid.class);
      expectBad(
          unblock.read(with(value, field, character.repeat(longest + 1))),
          Defect.Code.INVALID,
          field + ": is too long");
    }
  }

  @Test
  void aReasonHasUpTo1000Characters() {
    var block = new SomeCommand("block");

    assertThat(block.read(block.value("\"reason\":\"" + "😀".repeat(1000) + "\"")))
        .isInstanceOf(CommandParser.Read.Valid.class);
    expectBad(
        block.read(block.value("\"reason\":\"" + "a".repeat(1001) + "\"")),
        Defect.Code.INVALID,
        "reason: is too long");
  }

  private static String with(String value, String field, String text) {
    return value.replaceFirst("\"" + field + "\":\"[^\"]*\"", "\"" + field + "\":\"" + text + "\"");
  }

  private static void expectBad(CommandParser.Read read, Defect.Code code, String message) {
    assertThat(read).isEqualTo(new CommandParser.Read.Bad(new Defect(code, message)));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
