package io.gatehouse.customers;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.topics.Topic;
import io.gatehouse.topics.TopicSchemas;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

/** The value on customers.state. */
class CustomerStateTest {

  private static final TopicSchemas SCHEMAS = new TopicSchemas();
  private static final Instant AT = Instant.parse("2026-11-21T12:00:00Z");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      nullValues = "none",
      textBlock =
          """
          # blocked  | until                | blacklisted | the value
          none       | none                 | none        | {"customerId":"c","blocked":null,"blacklisted":null}
          spam       | none                 | none        | {"customerId":"c","blocked":{"by":"a","at":"2026-11-21T12:00:00Z","reason":"spam","until":null},"blacklisted":null}
          no reason  | 2027-01-01T00:00:00Z | none        | {"customerId":"c","blocked":{"by":"a","at":"2026-11-21T12:00:00Z","reason":null,"until":"2027-01-01T00:00:00Z"},"blacklisted":null}
          none       | none                 | rude        | {"customerId":"c","blocked":null,"blacklisted":{"by":"b","at":"2026-11-21T12:00:00Z","reason":"rude"}}
          spam       | none                 | rude        | {"customerId":"c","blocked":{"by":"a","at":"2026-11-21T12:00:00Z","reason":"spam","until":null},"blacklisted":{"by":"b","at":"2026-11-21T12:00:00Z","reason":"rude"}}
          """)
  void hasBothFlagsAndKeepsToItsSchema(
      @Nullable String blocked,
      @Nullable Instant until,
      @Nullable String blacklisted,
      String value) {
    var customer =
        new Customer(
            7,
            "c",
            blocked == null
                ? null
                : new Customer.Block(
                    "a", AT, blocked.equals("no reason") ? null : blocked, until, "k"),
            blacklisted == null ? null : new Customer.Blacklisting("b", AT, blacklisted));

    var state = JsonMapper.shared().readTree(CustomerState.of(customer));

    assertThat(state).isEqualTo(JsonMapper.shared().readTree(value));
    assertThat(SCHEMAS.of(Topic.CUSTOMERS_STATE).validate(state)).isEmpty();
  }
}
