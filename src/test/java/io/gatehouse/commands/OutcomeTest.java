package io.gatehouse.commands;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.topics.Topic;
import io.gatehouse.topics.TopicSchemas;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The value on commands.outcome. */
class OutcomeTest {

  private static final TopicSchemas SCHEMAS = new TopicSchemas();
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final Instant AT = Instant.parse("2026-11-21T10:00:00.5Z");

  private final SomeCommand block = new SomeCommand("block");

  @Test
  void doneHasItsDetail() {
    var detail = JSON.createObjectNode().put("ticketsMoved", 2).put("ticketsMerged", 1);

    assertThat(outcome(block, "", new Verdict.Done(detail, List.of())))
        .isEqualTo(
            JSON.readTree(
                """
                { "commandId": "k-1", "command": "block", "customerId": "c-42", "actor": { "id": "agent-7" },
                  "status": "done", "at": "2026-11-21T10:00:00.500Z",
                  "detail": { "ticketsMoved": 2, "ticketsMerged": 1 } }
                """));
  }

  @Test
  void doneWithoutDetailHasNone() {
    assertThat(outcome(block, "", new Verdict.Done(null, List.of())))
        .isEqualTo(
            JSON.readTree(
                """
                { "commandId": "k-1", "command": "block", "customerId": "c-42", "actor": { "id": "agent-7" },
                  "status": "done", "at": "2026-11-21T10:00:00.500Z" }
                """));
  }

  @Test
  void unchangedSaysNothingMore() {
    assertThat(outcome(new SomeCommand("delete-all"), "", new Verdict.Unchanged()))
        .isEqualTo(
            JSON.readTree(
                """
                { "commandId": "k-1", "command": "delete-all", "customerId": "c-42", "actor": { "id": "agent-7" },
                  "status": "unchanged", "at": "2026-11-21T10:00:00.500Z" }
                """));
  }

  @ParameterizedTest
  @EnumSource
  void rejectedHasItsCodeAndAMessage(Rejection rejection) {
    JsonNode outcome = outcome(block, "", Verdict.rejected(rejection));

    assertThat(outcome.required("status").stringValue()).isEqualTo("rejected");
    assertThat(outcome.required("code").stringValue()).isEqualTo(rejection.code());
    assertThat(outcome.required("message").stringValue()).isNotBlank();
    assertThat(outcome.has("detail")).isFalse();
  }

  @Test
  void theCodesAreThoseOfTheContractInTheirOrder() {
    assertThat(Stream.of(Rejection.values()).map(Rejection::code))
        .containsExactly(
            "id-reused",
            "superseded",
            "feature-disabled",
            "unknown-customer",
            "unknown-ticket",
            "blacklisted",
            "blocked",
            "wrong-state");
  }

  @Test
  void aSettingIsNamedInPlaceOfACustomer() {
    var settings = new SomeCommand("settings");

    assertThat(
            outcome(
                settings, "\"setting\":\"bot.enabled\",\"value\":true", new Verdict.Unchanged()))
        .isEqualTo(
            JSON.readTree(
                """
                { "commandId": "k-1", "command": "settings", "setting": "bot.enabled", "actor": { "id": "agent-7" },
                  "status": "unchanged", "at": "2026-11-21T10:00:00.500Z" }
                """));
  }

  /** Names may be content too: only the actor's id is repeated. */
  @Test
  void onlyTheIdOfTheActorIsRepeated() {
    String value =
        "{\"commandId\":\"k-1\",\"customerId\":\"c-42\",\"actor\":{\"id\":\"agent-7\",\"name\":\"Ann\"},"
            + "\"reason\":\"said bad words\"}";

    assertThat(Outcome.of(block.command(value), "customerId", new Verdict.Unchanged(), AT))
        .doesNotContain("Ann", "bad words");
  }

  private static JsonNode outcome(SomeCommand kind, String fields, Verdict verdict) {
    Command command = kind.command(kind.value(fields));
    JsonNode outcome = JSON.readTree(Outcome.of(command, kind.keyField(), verdict, AT));
    assertThat(SCHEMAS.of(Topic.COMMANDS_OUTCOME).validate(outcome)).isEmpty();
    return outcome;
  }
}
