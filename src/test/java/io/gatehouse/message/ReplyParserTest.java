package io.gatehouse.message;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Schema;
import io.gatehouse.deadletters.Defect;
import io.gatehouse.topics.Topic;
import io.gatehouse.topics.TopicSchemas;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

/** What is a reply, and what exactly is wrong with a record that is none. */
class ReplyParserTest {

  private final ReplyParser parser = new ReplyParser();
  private final Schema schema = new TopicSchemas().of(Topic.MESSAGES_OUTBOUND);

  @Test
  void aReplyIsRead() {
    assertThat(parse("c-42", reply(Map.of())))
        .isEqualTo(
            new ParsedReply.Valid(new Reply("r-1", "c-42", "t-7", "agent-7", Reply.From.AGENT)));
  }

  @ParameterizedTest(name = "{0} = {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          from        | "bot"
          ticketId    | "nobody makes such an id"
          actor       | {"id":"bot-1","name":"Bo","other":[{"id":7}]}
          text        | "a\\nb"
          attachments | [{"url":"u","size":1}]
          other       | {"from":7}
          """)
  void isAcceptedAsTheSchemaSays(String field, String json) {
    String value = reply(Map.of(field, json));

    assertThat(parse("c-42", value)).isInstanceOf(ParsedReply.Valid.class);
    assertThat(schema.validate(JsonMapper.shared().readTree(value))).isEmpty();
  }

  @ParameterizedTest(name = "{0} = {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          messageId   | absent         | messageId   | is missing
          messageId   | ""             | messageId   | must have 1 to 128 characters
          customerId  | absent         | customerId  | is missing
          ticketId    | absent         | ticketId    | is missing
          ticketId    | 7              | ticketId    | must be a string
          ticketId    | "a\\u0001"     | ticketId    | must not have control characters
          actor       | absent         | actor       | is missing
          actor       | "agent-7"      | actor       | must be an object
          actor       | {}             | actor.id    | is missing
          actor       | {"id":""}      | actor.id    | must have 1 to 128 characters
          from        | absent         | from        | is missing
          from        | "supervisor"   | from        | must be agent or bot
          from        | "AGENT"        | from        | must be agent or bot
          from        | null           | from        | must be a string
          sentAt      | absent         | sentAt      | is missing
          sentAt      | "yesterday"    | sentAt      | must be an RFC 3339 time with offset
          text        | absent         | text        | there must be a text or an attachment
          text        | ""             | text        | there must be a text or an attachment
          text        | "a\\u0000b"    | text        | must not have U+0000
          attachments | [{}]           | attachments[0].url | is missing
          """)
  void isRefusedAsTheSchemaSays(String field, String json, String named, String what) {
    String value = reply(Map.of(field, json));

    assertThat(parse("c-42", value)).isEqualTo(new ParsedReply.Bad(Defect.invalid(named, what)));
    assertThat(schema.validate(JsonMapper.shared().readTree(value))).isNotEmpty();
  }

  @Test
  void whatTheSchemaCannotSayIsRefusedToo() {
    assertThat(parse("c-43", reply(Map.of())))
        .isEqualTo(
            new ParsedReply.Bad(
                new Defect(Defect.Code.KEY_MISMATCH, "customerId: differs from the record key")));
    assertThat(parse("c-42", reply(Map.of("actor", "{\"id\":\"a\",\"id\":\"b\"}"))))
        .isEqualTo(new ParsedReply.Bad(Defect.invalid("actor.id", "is there twice")));
    assertThat(parse("c-42", reply(Map.of("from", "\"agent\",\"from\":\"bot\""))))
        .isEqualTo(new ParsedReply.Bad(Defect.invalid("from", "is there twice")));
    assertThat(parse("c-42", "[]"))
        .isEqualTo(new ParsedReply.Bad(Defect.notJson("the value is not a JSON object")));
  }

  /** A reply with these fields in place of others; "absent" takes one away. */
  private static String reply(Map<String, String> other) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("messageId", "\"r-1\"");
    fields.put("customerId", "\"c-42\"");
    fields.put("ticketId", "\"t-7\"");
    fields.put("actor", "{\"id\":\"agent-7\"}");
    fields.put("from", "\"agent\"");
    fields.put("sentAt", "\"2026-11-21T10:00:00Z\"");
    fields.put("text", "\"It is on its way.\"");
    fields.putAll(other);
    return fields.entrySet().stream()
        .filter(field -> !field.getValue().equals("absent"))
        .map(field -> "\"" + field.getKey() + "\":" + field.getValue())
        .collect(Collectors.joining(",", "{", "}"));
  }

  private ParsedReply parse(String key, String value) {
    return parser.parse(
        new ConsumerRecord<>(
            "messages.outbound", 3, 7, key.getBytes(UTF_8), value.getBytes(UTF_8)));
  }
}
