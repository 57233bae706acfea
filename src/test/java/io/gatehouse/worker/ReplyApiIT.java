package io.gatehouse.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.topics.Topic;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What an agent says over HTTP. */
class ReplyApiIT extends ApiFixture {

  @BeforeEach
  void switches() {
    set("bot.enabled", false);
    set("block-contact.enabled", true);
  }

  @Test
  void what_an_agent_says_reaches_the_connectors_as_that_agents() {
    String ticket = ticket();

    Answer answer =
        reply(
            ticket,
            "{\"text\": \"At your door by six.\", \"attachments\": [{\"url\": \"https://x/a\", \"size\": 7}]}");

    assertThat(answer.status()).isEqualTo(202);
    var delivered = expect(Topic.MESSAGES_DELIVER, 1).getFirst();
    JsonNode said = json(String.valueOf(delivered.text()));
    assertThat(said.required("messageId").stringValue()).isEqualTo(answer.text("messageId"));
    assertThat(said.at("/actor/id").stringValue()).isEqualTo(AGENT);
    assertThat(said.at("/attachments/0/size").intValue()).isEqualTo(7);
    assertThat(delivered.header("ce_reason")).isEqualTo("agent");
  }

  @Test
  void what_is_sent_again_with_the_same_key_is_said_once() {
    String ticket = ticket();
    String text = "{\"text\": \"once\"}";

    Answer first = reply(ticket, text, "Idempotency-Key", "k-" + customer);
    Answer again = reply(ticket, text, "Idempotency-Key", "k-" + customer);

    assertThat(again.text("messageId")).isEqualTo(first.text("messageId"));
    assertThat(expect(Topic.MESSAGES_SUPPRESSED, 1).getFirst().header("ce_reason"))
        .isEqualTo("duplicate");
    expect(Topic.MESSAGES_DELIVER, 1);
  }

  @Test
  void what_is_said_after_a_block_does_not_leave() {
    String ticket = ticket();
    command(Topic.COMMANDS_BLOCK, "");

    assertThat(reply(ticket, "{\"text\": \"too late\"}").status()).isEqualTo(202);

    assertThat(expect(Topic.MESSAGES_SUPPRESSED, 1).getFirst().header("ce_reason"))
        .isEqualTo("blocked");
    expect(Topic.MESSAGES_DELIVER, 0);
  }

  @Test
  void what_would_be_a_dead_letter_is_refused_and_the_field_named() {
    String ticket = ticket();

    assertThat(reply(ticket, "{}").status()).isEqualTo(400);
    Answer noUrl = reply(ticket, "{\"attachments\": [{\"name\": \"a.png\"}]}");
    assertThat(noUrl.status()).isEqualTo(400);
    assertThat(noUrl.text("field")).isEqualTo("attachments[0].url");
    Answer long65537 = reply(ticket, "{\"text\": \"%s\"}".formatted("x".repeat(65_537)));
    assertThat(long65537.text("field")).isEqualTo("text");
    expect(Topic.MESSAGES_OUTBOUND_DLT, 0);
  }

  private String ticket() {
    say("where is it?");
    return String.valueOf(expect(Topic.TICKETS_UNASSIGNED, 1).getFirst().header("ce_ticketid"));
  }

  private Answer reply(String ticket, String body, String... headers) {
    return post(
        AGENT, "/api/customers/%s/tickets/%s/replies".formatted(customer, ticket), body, headers);
  }
}
