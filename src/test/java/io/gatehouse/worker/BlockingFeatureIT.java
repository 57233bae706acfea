package io.gatehouse.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.topics.Topic;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The features about blocking, sentence by sentence, as the people use them: over HTTP. */
class BlockingFeatureIT extends ApiFixture {

  private static final String SWITCH = "/api/settings/block-contact.enabled";

  @BeforeEach
  void switches() {
    set("bot.enabled", false);
    allowBlocks(true);
  }

  @Test
  void an_admin_switches_blocking_on_and_off_and_while_it_is_off_nobody_can_block() {
    assertThat(ask(SUPERVISOR, "PUT", SWITCH, "{\"value\": false}").status()).isEqualTo(403);
    allowBlocks(false);

    Answer refused = onCustomer(AGENT, "block", null);

    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.text("code")).isEqualTo("feature-disabled");
    assertThat(refused.text("detail")).contains("PUT /api/settings/block-contact.enabled");
    say("still welcome");
    expect(Topic.TICKETS_UNASSIGNED, 1);
  }

  @Test
  void an_agent_blocks_a_contact_and_its_conversations_leave_the_agents_queues() {
    String ticket = ticket();

    Answer blocked = onCustomer(AGENT, "block", "{\"reason\": \"spam\"}");

    assertThat(blocked.text("status")).isEqualTo("done");
    assertThat(values(AGENT, "/api/queues/unassigned?limit=200", "ticketId"))
        .doesNotContain(ticket);
    assertThat(expect(Topic.TICKETS_BLOCKED, 1).getFirst().key()).isEqualTo("ticket:" + ticket);
    JsonNode contact = get(AGENT, "/api/customers/" + customer).body().required("blocked");
    assertThat(contact.required("by").stringValue()).isEqualTo(AGENT);
    assertThat(contact.required("reason").stringValue()).isEqualTo("spam");
  }

  @Test
  void messages_of_a_blocked_contact_go_to_the_blocked_list_also_in_a_conversation_it_had_before() {
    String ticket = ticket();
    onCustomer(AGENT, "block", null);

    say("spam in the old conversation");
    say(customer, "sms", "spam in a new one");

    List<KafkaProbe.Seen> blocked = expect(Topic.TICKETS_BLOCKED, 3).subList(1, 3);
    assertThat(blocked).extracting(seen -> seen.header("ce_ticketid")).contains(ticket);
    expect(Topic.TICKETS_UNASSIGNED, 2); // the first message, and that the ticket left
  }

  @Test
  void supervisors_see_who_is_blocked_by_whom_when_why_and_until_when_and_agents_do_not() {
    onCustomer(AGENT, "block", "{\"reason\": \"spam\", \"until\": \"2090-01-01T00:00:00Z\"}");
    say("spam");
    String ticket = ticketOf(expect(Topic.TICKETS_BLOCKED, 1));

    JsonNode contact =
        items(SUPERVISOR, "/api/blocked-contacts?limit=200").stream()
            .filter(each -> each.required("customerId").stringValue().equals(customer))
            .findFirst()
            .orElseThrow();
    assertThat(contact.required("by").stringValue()).isEqualTo(AGENT);
    assertThat(contact.required("reason").stringValue()).isEqualTo("spam");
    assertThat(contact.required("until").stringValue()).isEqualTo("2090-01-01T00:00:00Z");
    assertThat(values(SUPERVISOR, "/api/queues/blocked?limit=200", "ticketId")).contains(ticket);
    assertThat(get(AGENT, "/api/blocked-contacts").status()).isEqualTo(403);
    assertThat(get(AGENT, "/api/queues/blocked").status()).isEqualTo(403);
    assertThat(get(AGENT, "/api/conversations/" + ticket).status()).isEqualTo(404);
  }

  @Test
  void a_supervisor_unblocks_one_ticket_and_the_contact_stays_blocked() {
    onCustomer(AGENT, "block", null);
    say("1");
    String ticket = ticketOf(expect(Topic.TICKETS_BLOCKED, 1));

    Answer unblocked = onCustomer(SUPERVISOR, "unblock", "{\"ticketId\": \"" + ticket + "\"}");

    assertThat(unblocked.text("status")).isEqualTo("done");
    assertThat(values(AGENT, "/api/queues/unassigned?limit=200", "ticketId")).contains(ticket);
    assertThat(expect(Topic.TICKETS_UNASSIGNED, 2).getLast().header("ce_restored"))
        .isEqualTo("true");
    say("2");
    assertThat(ticketOf(expect(Topic.TICKETS_BLOCKED, 3))).isNotEqualTo(ticket);
    assertThat(onCustomer(AGENT, "unblock", null).status()).isEqualTo(403);
  }

  @Test
  void unblock_all_ends_the_block_and_brings_every_ticket_back_with_its_messages_in_order() {
    onCustomer(AGENT, "block", null);
    List<String> said = List.of(say("1"), say("2"), say("3"));
    expect(Topic.TICKETS_BLOCKED, 3);

    Answer unblocked = onCustomer(SUPERVISOR, "unblock", null);

    assertThat(unblocked.body().at("/detail/ticketsMoved").intValue()).isEqualTo(1);
    assertThat(expect(Topic.TICKETS_UNASSIGNED, 4).subList(1, 4))
        .extracting(KafkaProbe.Seen::text)
        .containsExactlyElementsOf(said);
    assertThat(get(AGENT, "/api/customers/" + customer).body().path("blocked").isNull()).isTrue();
    say("free again");
    expect(Topic.TICKETS_UNASSIGNED, 5);
  }

  @Test
  void delete_all_deletes_blocked_conversations_for_good_and_leaves_the_rest_of_the_contact() {
    say(customer, "sms", "before the block");
    String kept = ticketOf(expect(Topic.TICKETS_UNASSIGNED, 1));
    onTicket(kept, "close");
    onCustomer(AGENT, "tags", "{\"add\": [\"seen\"]}");
    onCustomer(AGENT, "block", null);
    say("spam");
    String doomed = ticketOf(expect(Topic.TICKETS_BLOCKED, 1));

    Answer deleted = onCustomer(SUPERVISOR, "delete-all", null);

    assertThat(deleted.body().at("/detail/ticketsDeleted").intValue()).isEqualTo(1);
    assertThat(deleted.body().at("/detail/messagesErased").intValue()).isEqualTo(1);
    assertThat(get(SUPERVISOR, "/api/conversations/" + doomed).status()).isEqualTo(404);
    assertThat(get(SUPERVISOR, "/api/conversations/" + kept).status()).isEqualTo(200);
    List<KafkaProbe.Seen> list = expect(Topic.TICKETS_BLOCKED, 3);
    assertThat(list)
        .anySatisfy(
            seen -> {
              assertThat(seen.type()).isEqualTo("gatehouse.message.erased");
              assertThat(seen.text()).isNull();
              assertThat(seen.key()).isEqualTo(list.getFirst().key());
            });
    JsonNode contact = get(AGENT, "/api/customers/" + customer).body();
    assertThat(contact.path("blocked").isNull()).isTrue();
    assertThat(contact.required("tags").toString()).isEqualTo("[\"seen\"]");
    assertThat(values(SUPERVISOR, "/api/audit?customerId=" + customer, "command"))
        .contains("delete-all", "block");
  }

  private void allowBlocks(boolean value) {
    assertThat(ask(ADMIN, "PUT", SWITCH, "{\"value\": %s}".formatted(value)).status())
        .isEqualTo(200);
  }

  private String ticket() {
    say("hello");
    return ticketOf(expect(Topic.TICKETS_UNASSIGNED, 1));
  }

  private Answer onCustomer(String user, String action, @Nullable String body) {
    return post(user, "/api/customers/%s/%s".formatted(customer, action), body);
  }

  private void onTicket(String ticket, String action) {
    assertThat(
            post(AGENT, "/api/customers/%s/tickets/%s/%s".formatted(customer, ticket, action), null)
                .status())
        .isEqualTo(200);
  }
}
