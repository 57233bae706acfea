package io.gatehouse.worker;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.topics.Topic;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** How the worker is doing, over HTTP. */
class OperationsApiIT extends ApiFixture {

  private static final String PATH = "/api/operations?minutes=15";

  private JsonNode operations() {
    Answer answer = get(SUPERVISOR, PATH);
    assertThat(answer.status()).isEqualTo(200);
    return answer.body();
  }

  @Test
  void messages_replies_and_commands_are_in_the_rates_the_delays_and_the_curve() {
    await().atMost(30, SECONDS).until(() -> operations().required("seconds").doubleValue() > 0);
    set("bot.enabled", false);
    say("one");
    say("two");
    String ticket = ticketOf(expect(Topic.TICKETS_UNASSIGNED, 2));
    kafka.send(
        Topic.MESSAGES_OUTBOUND,
        customer,
        """
        {"messageId": "r-%1$s", "customerId": "%1$s", "ticketId": "%2$s", "actor": {"id": "agent-1"},
         "from": "agent", "sentAt": "2026-11-21T10:00:00Z", "text": "yes?"}"""
            .formatted(customer, ticket));

    JsonNode seen =
        await()
            .atMost(30, SECONDS)
            .until(
                this::operations,
                now ->
                    rate(now, "messages", "unassigned") > 0
                        && rate(now, "replies", "delivered") > 0
                        && rate(now, "commands", "unchanged") + rate(now, "commands", "done") > 0);

    assertThat(seen.required("delays").required("messages").required("p99").doubleValue())
        .isBetween(0.001, 30.0);
    assertThat(seen.required("delays").required("commands").required("p50").doubleValue())
        .isPositive();
    assertThat(seen.required("lately"))
        .anySatisfy(
            moment -> assertThat(moment.required("messagesPerSecond").doubleValue()).isPositive());
    assertThat(seen.required("commands"))
        .anySatisfy(
            counted -> {
              assertThat(counted.required("command").stringValue()).isEqualTo("settings");
              assertThat(counted.required("count").longValue()).isPositive();
            });
  }

  private static double rate(JsonNode operations, String of, String outcome) {
    return operations.path("rates").path(of).path(outcome).asDouble(0);
  }

  @Test
  void everything_it_needs_is_ready_and_no_input_waits() {
    JsonNode seen =
        await()
            .atMost(30, SECONDS)
            .until(
                this::operations,
                now ->
                    now.path("lag").path("messages.inbound").asLong(-1) == 0
                        && now.path("lag").path("commands.delete-all").asLong(-1) == 0);

    assertThat(seen.required("ready").booleanValue()).isTrue();
    assertThat(seen.required("components").findValuesAsString("name"))
        .contains("consumers", "db", "kafka");
    assertThat(seen.required("lag").propertyNames()).hasSize(9);
    assertThat(seen.required("openTickets").propertyNames())
        .containsExactlyInAnyOrder("inbox", "bot", "unassigned", "blocked");
    assertThat(seen.required("resources").required("heapUsedBytes").longValue()).isPositive();
    assertThat(seen.required("resources").required("connectionsMax").longValue()).isEqualTo(18);
    assertThat(seen.required("worker").stringValue()).startsWith("worker-test-");
  }

  @Test
  void a_dead_letter_is_counted() {
    long before = operations().required("deadLetters").required("messages").longValue();

    kafka.send(Topic.MESSAGES_INBOUND, customer, "{");

    await()
        .atMost(30, SECONDS)
        .until(
            () ->
                operations().required("deadLetters").required("messages").longValue()
                    == before + 1);
  }

  @Test
  void it_is_for_supervisors_and_reaches_back_a_quarter_of_an_hour() {
    assertThat(get(AGENT, PATH).status()).isEqualTo(403);
    assertThat(get(ADMIN, PATH).status()).isEqualTo(200);
    Answer tooLong = get(SUPERVISOR, "/api/operations?minutes=16");
    assertThat(tooLong.status()).isEqualTo(400);
    assertThat(tooLong.text("field")).isEqualTo("minutes");
  }
}
