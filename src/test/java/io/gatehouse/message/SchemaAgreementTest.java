package io.gatehouse.message;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import io.gatehouse.topics.Topic;
import io.gatehouse.topics.TopicSchemas;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.exc.JsonNodeException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The parser is written by hand, for speed, and the schema is what the connectors are told: they
 * must accept the same messages. Where they do not is in {@link #knownDifferences} and nowhere
 * else.
 */
class SchemaAgreementTest {

  private static final Logger log = LoggerFactory.getLogger(SchemaAgreementTest.class);
  private static final int VALUES = 3000;

  private final InboundMessageParser parser = new InboundMessageParser();
  private final Schema schema = new TopicSchemas().of(Topic.MESSAGES_INBOUND);

  @Test
  void parserAndSchemaAgreeOnRandomMessages() {
    long seed = Long.getLong("seed", System.nanoTime());
    log.info("random messages of seed {}: the same again with -Dseed={}", seed, seed);
    int accepted = 0;
    for (int i = 0; i < VALUES; i++) {
      String json = new RandomMessage(new Random(seed + i)).json();
      boolean parsed = parserAccepts(json);
      var errors = schemaErrors(json);
      assertThat(parsed)
          .as("seed %d, value %d, the schema says %s: %s", seed, i, errors, json)
          .isEqualTo(errors.isEmpty());
      accepted += parsed ? 1 : 0;
    }
    assertThat(accepted).as("of both kinds there are many").isBetween(VALUES / 5, VALUES * 4 / 5);
  }

  /**
   * All known differences. What only the parser refuses cannot be said in JSON Schema, or Java
   * cannot hold it as a time.
   */
  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          # why                                  | field       | value                       | parser | schema
          a field is there twice                 | text        | "a","text":"b"              | no     | yes
          a field of the profile is there twice  | customer    | {"qq":"a","qq":"b"}         | no     | yes
          half of a surrogate pair in an id      | messageId   | "a\\ud800"                  | no     | yes
          half of a surrogate pair in a profile  | customer    | {"qq":"\\udc00"}            | no     | yes
          half of a surrogate pair in a url      | attachments | [{"url":"\\udc00"}]         | no     | yes
          leap second                            | sentAt      | "2016-12-31T23:59:60Z"      | no     | yes
          offset beyond 18 hours                 | sentAt      | "2026-11-21T10:00:00+18:01" | no     | yes
          unknown local offset                   | sentAt      | "2026-11-21T10:00:00-00:00" | no     | yes
          more than nanoseconds                  | sentAt      | "2026-11-21T10:00:00.1234567890Z" | no | yes
          a space for the T                      | sentAt      | "2026-11-21 10:00:00Z"      | yes    | no
          a whole number beyond any double       | attachments | [{"url":"u","size":1e400}]  | yes    | no
          a float beyond any long, it throws      | attachments | [{"url":"u","size":1e30}]   | yes    | throws
          """)
  void knownDifferences(String why, String field, String value, String parser, String schema) {
    String json = RawMessage.valid().with(field, value).json();

    assertThat(parserAccepts(json) ? "yes" : "no").as("parser, " + why).isEqualTo(parser);
    assertThat(schemaSays(json)).as("schema, " + why).isEqualTo(schema);
  }

  private boolean parserAccepts(String json) {
    JsonNode customerId = JsonMapper.shared().readTree(json).path("customerId");
    String key =
        customerId.isString() && !customerId.stringValue().isEmpty()
            ? customerId.stringValue()
            : "no customer";
    return parser.parse(RawMessage.record(key, json)) instanceof Parsed.Valid;
  }

  private String schemaSays(String json) {
    try {
      return schemaErrors(json).isEmpty() ? "yes" : "no";
    } catch (JsonNodeException e) {
      return "throws";
    }
  }

  private List<Error> schemaErrors(String json) {
    return schema.validate(JsonMapper.shared().readTree(json));
  }
}
