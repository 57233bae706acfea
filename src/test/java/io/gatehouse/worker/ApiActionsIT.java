package io.gatehouse.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.topics.Topic;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Every action over HTTP does what its command does, as who is logged in. */
class ApiActionsIT extends ApiFixture {

  private static final String BLOCKS = "/api/settings/block-contact.enabled";

  @BeforeEach
  void blocksAreOn() {
    assertThat(ask(ADMIN, "PUT", BLOCKS, "{\"value\": true}").status()).isEqualTo(200);
  }

  @Test
  void a_contact_is_blocked_and_unblocked() {
    say("hello");
    expect(Topic.TICKETS_UNASSIGNED, 1);

    Answer blocked = onCustomer(AGENT, "block", "{\"reason\": \"spam\"}");
    assertThat(blocked.status()).isEqualTo(200);
    assertThat(blocked.text("status")).isEqualTo("done");
    assertThat(blocked.body().at("/actor/id").stringValue()).isEqualTo(AGENT);
    assertThat(blocked.body().at("/detail/ticketsMoved").intValue()).isEqualTo(1);
    assertThat(onCustomer(AGENT, "block", null).text("status")).isEqualTo("unchanged");

    Answer unblocked = onCustomer(SUPERVISOR, "unblock", null);
    assertThat(unblocked.text("status")).isEqualTo("done");
    assertThat(unblocked.body()).isEqualTo(announced(unblocked));
  }

  @Test
  void one_blocked_ticket_is_unblocked() {
    String ticket = ticket();
    onCustomer(AGENT, "block", "{\"until\": \"2090-01-01T00:00:00Z\"}");

    Answer unblocked =
        onCustomer(SUPERVISOR, "unblock", "{\"ticketId\": \"%s\"}".formatted(ticket));

    assertThat(unblocked.text("status")).isEqualTo("done");
    assertThat(onCustomer(SUPERVISOR, "unblock", null).text("status")).isEqualTo("done");
  }

  @Test
  void blocked_tickets_are_deleted() {
    say("hello");
    expect(Topic.TICKETS_UNASSIGNED, 1);
    onCustomer(AGENT, "block", null);

    Answer deleted = onCustomer(SUPERVISOR, "delete-all", null);

    assertThat(deleted.body().at("/detail/messagesErased").intValue()).isEqualTo(1);
    assertThat(deleted.body().at("/detail/erasedFromLogBy").stringValue()).isNotEmpty();
  }

  @Test
  void a_contact_is_put_on_the_blacklist_and_taken_off_it() {
    say("hello");
    expect(Topic.TICKETS_UNASSIGNED, 1);

    Answer listed = onCustomer(AGENT, "blacklist", "{\"reason\": \"rude\"}");
    assertThat(listed.body().at("/detail/ticketsClosed").intValue()).isEqualTo(1);
    assertThat(onCustomer(AGENT, "unblacklist", null).text("status")).isEqualTo("done");
    assertThat(onCustomer(AGENT, "unblacklist", "{}").text("status")).isEqualTo("unchanged");
  }

  @Test
  void a_ticket_is_taken_given_back_closed_and_rated() {
    String ticket = ticket();

    assertThat(onTicket(ticket, "assign", null).text("status")).isEqualTo("done");
    assertThat(onTicket(ticket, "assign", "{\"agent\": \"agent-1\"}").text("status"))
        .isEqualTo("unchanged");
    assertThat(onTicket(ticket, "assign", "{\"agent\": \"agent-2\"}").text("status"))
        .isEqualTo("done");
    assertThat(onTicket(ticket, "handover", null).text("status")).isEqualTo("done");
    assertThat(onTicket(ticket, "close", null).text("status")).isEqualTo("done");
    assertThat(onTicket(ticket, "rating", "{\"score\": 5, \"comment\": \"thanks\"}").text("status"))
        .isEqualTo("done");
    assertThat(agentOf(ticket)).isNull();
  }

  @Test
  void an_agent_calls_back() {
    say("hello");
    expect(Topic.TICKETS_UNASSIGNED, 1);

    Answer called = onCustomer(AGENT, "callback", "{\"channel\": \"sms\"}");

    String ticket = called.body().at("/detail/ticketId").stringValue();
    assertThat(agentOf(ticket)).isEqualTo(AGENT);
  }

  @Test
  void a_profile_is_edited_and_tagged() {
    say("hello");
    expect(Topic.TICKETS_UNASSIGNED, 1);

    Answer edited =
        ask(
            AGENT,
            "PATCH",
            path("profile"),
            "{\"nickname\": \"Ann\", \"realName\": \"A\", \"phone\": \"1\", \"qq\": \"2\","
                + " \"email\": \"e\", \"company\": \"c\", \"note\": \"n\"}");
    assertThat(edited.body().at("/detail/fieldsChanged").size()).isEqualTo(7);

    Answer tagged = onCustomer(AGENT, "tags", "{\"add\": [\"vip\"], \"remove\": [\"new\"]}");
    assertThat(tagged.body().at("/detail/tagsAdded").toString()).isEqualTo("[\"vip\"]");
  }

  @Test
  void a_switch_is_turned() {
    String path = "/api/settings/bot.channels.ch-" + customer;
    Answer set = ask(ADMIN, "PUT", path, "{\"value\": true}");

    assertThat(set.text("status")).isEqualTo("done");
    assertThat(set.text("setting")).isEqualTo("bot.channels.ch-" + customer);
    assertThat(ask(ADMIN, "PUT", path, "{\"value\": true}").text("status")).isEqualTo("unchanged");
  }

  /**
   * Ids are case-sensitive strings without control characters, and nothing else is said of them.
   */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a/b", "a//b", "a;b=c", "a%2Fb", "50%", "a b+c", "?#&", "\\", "..a", "小明 ü 🙂", "a.json"
      })
  void a_customer_may_have_any_id(String id) {
    customer = id + "-" + newCustomerId();

    Answer blocked = onCustomer(AGENT, "block", null);

    assertThat(blocked.text("status")).isEqualTo("done");
    assertThat(blocked.text("customerId")).isEqualTo(customer);
  }

  private String ticket() {
    say("hello");
    return String.valueOf(expect(Topic.TICKETS_UNASSIGNED, 1).getFirst().header("ce_ticketid"));
  }

  private @Nullable String agentOf(String ticket) {
    return jdbc.sql(
            "select case when closed_at is null then agent end from ticket where ticket_no = ?")
        .param(Long.parseLong(ticket.substring(2)))
        .query((row, n) -> Optional.ofNullable(row.getString(1)))
        .single()
        .orElse(null);
  }

  /** What is on the topic for it. */
  private JsonNode announced(Answer answer) {
    return outcomes(customer, answer.text("commandId"), 1).getFirst();
  }

  private Answer onTicket(String ticket, String action, @Nullable String body) {
    return post(AGENT, path("tickets/" + ticket + "/" + action), body);
  }

  private Answer onCustomer(String user, String action, @Nullable String body) {
    return post(user, path(action), body);
  }

  private String path(String action) {
    String id = URLEncoder.encode(customer, StandardCharsets.UTF_8).replace("+", "%20");
    return "/api/customers/" + id + "/" + action;
  }
}
