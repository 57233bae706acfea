package io.gatehouse.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.deadletters.Defect;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is a message, and what exactly is wrong with a record that is none. */
class InboundMessageParserTest {

  private final InboundMessageParser parser = new InboundMessageParser();

  @Test
  void aMessageWithEveryFieldIsRead() {
    String value =
        """
        { "messageId": "wamid.HBgM", "customerId": "c-42", "channel": "whatsapp",
          "sentAt": "2026-11-21T10:00:00Z", "text": "Where is my order?",
          "attachments": [ { "url": "https://x/a", "contentType": "image/png", "name": "a.png", "size": 1234 } ],
          "customer": { "nickname": "Ann", "realName": "Ann Lee", "phone": "+44", "qq": "1", "email": "a@b", "company": "C" },
          "web": { "ip": "203.0.113.7", "region": "r", "userAgent": "u", "source": "https://x" } }
        """;

    assertThat(parser.parse(RawMessage.record("c-42", value)))
        .isEqualTo(
            new Parsed.Valid(
                new InboundMessage(
                    "wamid.HBgM",
                    "c-42",
                    "whatsapp",
                    new Profile("Ann", "Ann Lee", "+44", "1", "a@b", "C"),
                    new Web("203.0.113.7", "r", "u", "https://x"))));
  }

  @Test
  void aMessageWithoutProfileHasNone() {
    assertThat(parser.parse(RawMessage.valid().toRecord()))
        .isEqualTo(
            new Parsed.Valid(new InboundMessage("zebra-1", "zebra-42", "zebra", null, null)));
  }

  @Test
  void emptyValuesOfTheProfileFillNothing() {
    String value =
        """
        { "messageId": "m", "customerId": "c", "channel": "web", "sentAt": "2026-11-21T10:00:00Z", "text": "x",
          "customer": { "nickname": "", "realName": "", "phone": "", "qq": "", "email": "", "company": "C" } }
        """;

    assertThat(parser.parse(RawMessage.record("c", value)))
        .isEqualTo(
            new Parsed.Valid(
                new InboundMessage(
                    "m", "c", "web", new Profile(null, null, null, null, null, "C"), null)));
  }

  @Test
  void escapesAndOrderOfTheFieldsMakeNoDifference() {
    String value =
        "{\"text\":\"x\",\"sentAt\":\"2026-11-21T10:00:00Z\",\"channel\":\"\\u0077eb\","
            + "\"customer\\u0049d\":\"Zo\\u00eb \\ud83d\\ude00\",\"messageId\":\"m\"}";

    assertThat(parser.parse(RawMessage.record("Zoë 😀", value)))
        .isEqualTo(new Parsed.Valid(new InboundMessage("m", "Zoë 😀", "web", null, null)));
  }

  @ParameterizedTest(name = "{0} = {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          messageId   | " "
          messageId   | "a/b\\\\c\\"d"
          messageId   | "é😀"
          channel     | "a"
          channel     | "web-chat-2"
          channel     | "abcdefghijklmnopqrstuvwxyz012345"
          sentAt      | "2026-11-21T10:00:00.123456789+05:30"
          sentAt      | "2026-11-21t10:00:00z"
          sentAt      | "2024-02-29T23:59:59-12:00"
          text        | " "
          attachments | []
          attachments | [{"url":"u"}]
          attachments | [{"url":"u","size":0},{"url":"v","size":1.0},{"size":1e3,"url":"w"}]
          attachments | [{"url":"u","size":123456789012345678901234567890}]
          attachments | [{"url":"u","contentType":"","name":"","other":{"url":""},"other":null}]
          customer    | {}
          customer    | {"nickname":"","other":[1,{"nickname":7}],"other":null}
          web         | {}
          web         | {"ip":"","source":"","other":{"ip":7},"other":false}
          other       | "a, \\u0000 and \\ud800"
          other       | null
          other       | -1.5E+300
          other       | {"messageId":7,"text":null,"messageId":8}
          other       | [[],{},[{"a":[true]}]]
          """)
  void isAccepted(String field, String json) {
    assertThat(parser.parse(RawMessage.valid().with(field, json).toRecord()))
        .isInstanceOf(Parsed.Valid.class);
  }

  @ParameterizedTest(name = "text {0}, attachments {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          absent | [{"url":"u"}]
          ""     | [{"url":"u"}]
          "hi"   | absent
          "hi"   | []
          """)
  void aTextOrAnAttachmentIsEnough(String text, String attachments) {
    assertThat(parser.parse(textAndAttachments(text, attachments).toRecord()))
        .isInstanceOf(Parsed.Valid.class);
  }

  @ParameterizedTest(name = "text {0}, attachments {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          absent | absent
          absent | []
          ""     | absent
          ""     | []
          """)
  void neitherTextNorAttachmentIsNotEnough(String text, String attachments) {
    assertThat(parser.parse(textAndAttachments(text, attachments).toRecord()))
        .isEqualTo(new Parsed.Bad(Defect.invalid("text", "there must be a text or an attachment")));
  }

  @ParameterizedTest(name = "{0} = {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          messageId   | absent                    | messageId: is missing
          messageId   | null                      | messageId: must be a string
          messageId   | 7                         | messageId: must be a string
          messageId   | ["zebra"]                 | messageId: must be a string
          messageId   | ""                        | messageId: must have 1 to 128 characters
          messageId   | "zebra\\u0000"            | messageId: must not have U+0000
          messageId   | "zebra\\n"                | messageId: must not have control characters
          messageId   | "\\u007fzebra"            | messageId: must not have control characters
          messageId   | "zebra\\u0085zebra"       | messageId: must not have control characters
          messageId   | "zebra\\ud800"            | messageId: has half of a surrogate pair
          messageId   | "zebra\\udc00\\ud800"     | messageId: has half of a surrogate pair
          messageId   | "\\ud800zebra"            | messageId: has half of a surrogate pair
          customerId  | absent                    | customerId: is missing
          customerId  | true                      | customerId: must be a string
          customerId  | ""                        | customerId: must have 1 to 128 characters
          customerId  | "zebra\\t"                | customerId: must not have control characters
          customerId  | "\\udc00zebra"            | customerId: has half of a surrogate pair
          channel     | absent                    | channel: is missing
          channel     | {"zebra":1}               | channel: must be a string
          channel     | ""                        | channel: must be 1 to 32 of a-z, 0-9 and -
          channel     | "Zebra"                   | channel: must be 1 to 32 of a-z, 0-9 and -
          channel     | "zebra "                  | channel: must be 1 to 32 of a-z, 0-9 and -
          channel     | "zebra\\n"                | channel: must be 1 to 32 of a-z, 0-9 and -
          channel     | "zebra_"                  | channel: must be 1 to 32 of a-z, 0-9 and -
          channel     | "zebrá"                   | channel: must be 1 to 32 of a-z, 0-9 and -
          channel     | "abcdefghijklmnopqrstuvwxyz0123456" | channel: must be 1 to 32 of a-z, 0-9 and -
          sentAt      | absent                    | sentAt: is missing
          sentAt      | 1795255200000             | sentAt: must be a string
          sentAt      | ""                        | sentAt: must be an RFC 3339 time with offset
          sentAt      | "zebra"                   | sentAt: must be an RFC 3339 time with offset
          sentAt      | "2026-11-21"              | sentAt: must be an RFC 3339 time with offset
          sentAt      | "2026-11-21T10:00Z"       | sentAt: must be an RFC 3339 time with offset
          sentAt      | "2026-11-21T10:00:00"     | sentAt: must be an RFC 3339 time with offset
          sentAt      | "2026-11-21T10:00:00+0530" | sentAt: must be an RFC 3339 time with offset
          sentAt      | "2026-11-21T10:00:00.Z"   | sentAt: must be an RFC 3339 time with offset
          sentAt      | "2026-11-21T24:00:00Z"    | sentAt: must be an RFC 3339 time with offset
          sentAt      | "2026-02-29T10:00:00Z"    | sentAt: must be an RFC 3339 time with offset
          sentAt      | " 2026-11-21T10:00:00Z"   | sentAt: must be an RFC 3339 time with offset
          sentAt      | "2026-11-21T10:00:00Zebra" | sentAt: must be an RFC 3339 time with offset
          sentAt      | "2026-11-21T10:00:00Z\\u0000" | sentAt: must not have U+0000
          text        | null                      | text: must be a string
          text        | ["zebra"]                 | text: must be a string
          text        | "zebra\\u0000zebra"       | text: must not have U+0000
          attachments | null                      | attachments: must be an array
          attachments | {"url":"zebra"}           | attachments: must be an array
          attachments | ["zebra"]                 | attachments[0]: must be an object
          attachments | [[]]                      | attachments[0]: must be an object
          attachments | [{}]                      | attachments[0].url: is missing
          attachments | [{"url":"u"},{"zebra":1}] | attachments[1].url: is missing
          attachments | [{"url":null}]            | attachments[0].url: must be a string
          attachments | [{"url":""}]              | attachments[0].url: must not be empty
          attachments | [{"url":"zebra\\u0000"}]  | attachments[0].url: must not have U+0000
          attachments | [{"url":"u","name":7}]    | attachments[0].name: must be a string
          attachments | [{"url":"u","contentType":"\\u0000"}] | attachments[0].contentType: must not have U+0000
          attachments | [{"url":"u","size":"1"}]  | attachments[0].size: must be a whole number
          attachments | [{"url":"u","size":null}] | attachments[0].size: must be a whole number
          attachments | [{"url":"u","size":-1}]   | attachments[0].size: must be a whole number, 0 or more
          attachments | [{"url":"u","size":0.5}]  | attachments[0].size: must be a whole number, 0 or more
          attachments | [{"url":"u","url":"v"}]   | attachments[0].url: is there twice
          customer    | null                      | customer: must be an object
          customer    | "zebra"                   | customer: must be an object
          customer    | {"nickname":null}         | customer.nickname: must be a string
          customer    | {"realName":["zebra"]}    | customer.realName: must be a string
          customer    | {"phone":49}              | customer.phone: must be a string
          customer    | {"qq":"zebra\\u0000"}     | customer.qq: must not have U+0000
          customer    | {"email":"zebra\\ud83d"}  | customer.email: has half of a surrogate pair
          customer    | {"company":"a","company":"zebra"} | customer.company: is there twice
          web         | []                        | web: must be an object
          web         | {"ip":7}                  | web.ip: must be a string
          web         | {"region":null}           | web.region: must be a string
          web         | {"userAgent":"zebra\\u0000"} | web.userAgent: must not have U+0000
          web         | {"source":"zebra","source":"zebra"} | web.source: is there twice
          """)
  void isRefused(String field, String json, String message) {
    RawMessage raw = RawMessage.valid();
    if (json.equals("absent")) {
      raw.without(field);
    } else {
      raw.with(field, json);
    }

    assertThat(parser.parse(raw.toRecord()))
        .isEqualTo(new Parsed.Bad(new Defect(Defect.Code.INVALID, message)));
    assertThat(message).doesNotContainIgnoringCase(RawMessage.CONTENT);
  }

  @ParameterizedTest
  @CsvSource({
    "messageId, \"zebra-1\"",
    "customerId, \"zebra-42\"",
    "channel, \"zebra\"",
    "sentAt, \"2026-11-21T10:00:00Z\"",
    "text, \"zebra\"",
    "attachments, []",
    "customer, {}",
    "web, {}"
  })
  void aFieldThatIsThereTwiceIsRefused(String field, String json) {
    String once = RawMessage.valid().with(field, json).json();
    String escaped = "\\u%04x".formatted((int) field.charAt(0)) + field.substring(1);
    String twice = once.substring(0, once.length() - 1) + ",\"" + escaped + "\":" + json + "}";

    assertThat(parser.parse(RawMessage.record(RawMessage.CUSTOMER, twice)))
        .isEqualTo(new Parsed.Bad(Defect.invalid(field, "is there twice")));
  }

  private static RawMessage textAndAttachments(String text, String attachments) {
    RawMessage raw = RawMessage.valid().without("text");
    if (!text.equals("absent")) {
      raw.with("text", text);
    }
    return attachments.equals("absent") ? raw : raw.with("attachments", attachments);
  }
}
