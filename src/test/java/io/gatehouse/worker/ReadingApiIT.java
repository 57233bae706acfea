package io.gatehouse.worker;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.topics.Topic;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What screens read, over HTTP, while the worker does its work. */
class ReadingApiIT extends ApiFixture {

  @BeforeEach
  void switches() {
    set("block-contact.enabled", true);
    set("customers-page.enabled", true);
    set("bot.enabled", false);
  }

  @Test
  void the_customers_page_is_switched_on_by_an_admin_but_one_customer_is_always_there() {
    say("hello");
    expect(Topic.TICKETS_UNASSIGNED, 1);
    set("customers-page.enabled", false);

    Answer off = get(AGENT, "/api/customers");
    assertThat(off.status()).isEqualTo(403);
    assertThat(off.text("type")).isEqualTo("/problems/switched-off");
    assertThat(off.text("setting")).isEqualTo("customers-page.enabled");
    Answer one = get(AGENT, "/api/customers/" + customer);
    assertThat(one.status()).isEqualTo(200);
    assertThat(one.body().required("openConversations")).hasSize(1);
    assertThat(get(AGENT, "/api/customers/" + customer + "-x").status()).isEqualTo(404);

    set("customers-page.enabled", true);
    Answer on = get(AGENT, "/api/customers?id=" + customer);
    assertThat(on.body().required("items").get(0).required("customerId").stringValue())
        .isEqualTo(customer);
  }

  @Test
  void a_blocked_contact_is_in_the_lists_and_their_conversation_for_supervisors_only() {
    say("hello");
    String ticket = expect(Topic.TICKETS_UNASSIGNED, 1).getFirst().header("ce_ticketid");
    command(Topic.COMMANDS_BLOCK, "\"reason\": \"spam\"");

    JsonNode listed =
        get(AGENT, "/api/customers?blocked=true&id=" + customer).body().required("items").get(0);
    assertThat(listed.required("blocked").booleanValue()).isTrue();
    assertThat(get(AGENT, "/api/conversations/" + ticket).status()).isEqualTo(404);
    assertThat(get(AGENT, "/api/conversations/" + ticket + "/messages").status()).isEqualTo(404);
    assertThat(get(AGENT, "/api/customers/" + customer + "/messages").body().required("items"))
        .isEmpty();
    assertThat(get(AGENT, "/api/queues/blocked").status()).isEqualTo(403);
    assertThat(get(AGENT, "/api/queues").body().has("blocked")).isFalse();

    assertThat(values("/api/blocked-contacts", "customerId")).contains(customer);
    assertThat(values("/api/queues/blocked", "ticketId")).contains(ticket);
    assertThat(
            get(SUPERVISOR, "/api/conversations/" + ticket + "/messages").body().required("items"))
        .hasSize(1);
  }

  @Test
  void a_message_is_explained_with_the_command_that_sent_it_there() {
    command(Topic.COMMANDS_BLOCK, "\"reason\": \"spam\"");
    say("again");
    String id = expect(Topic.TICKETS_BLOCKED, 1).getFirst().header("ce_id");

    Answer why = get(SUPERVISOR, "/api/messages/" + id + "/explain");

    assertThat(why.status()).isEqualTo(200);
    assertThat(why.body().required("decision").required("rule").intValue()).isEqualTo(4);
    assertThat(why.body().required("because").required("reason").stringValue()).isEqualTo("spam");
    assertThat(why.body().required("because").required("actor").stringValue())
        .isEqualTo("supervisor-1");
    assertThat(why.text("answer"))
        .startsWith("Rule 4: the customer was blocked")
        .contains("because: spam", "Now it is in blocked.");
    assertThat(get(AGENT, "/api/messages/" + id + "/explain").status()).isEqualTo(404);
    assertThat(get(AGENT, "/api/messages/nonsense/explain").status()).isEqualTo(404);
  }

  @Test
  void who_sent_a_message_asks_with_its_own_id_and_hears_the_same() {
    String messageId = json(say("hello")).required("messageId").stringValue();
    String id = expect(Topic.TICKETS_UNASSIGNED, 1).getFirst().header("ce_id");

    Answer why = get(AGENT, explain(messageId));

    assertThat(why.status()).isEqualTo(200);
    assertThat(why.text("id")).isEqualTo(id);
    assertThat(why.text("answer"))
        .isEqualTo(get(AGENT, "/api/messages/" + id + "/explain").text("answer"));
    assertThat(get(AGENT, explain(messageId + "-x")).status()).isEqualTo(404);
    Answer empty = get(AGENT, explain(""));
    assertThat(empty.status()).isEqualTo(400);
    assertThat(empty.text("field")).isEqualTo("messageId");
  }

  private String explain(String messageId) {
    return "/api/messages/explain?channel=whatsapp&customerId=%s&messageId=%s"
        .formatted(customer, messageId);
  }

  @Test
  void a_delete_all_leaves_a_receipt_with_nothing_of_what_was_erased() {
    command(Topic.COMMANDS_BLOCK, "\"reason\": \"spam\"");
    say("do not keep this");
    String id = expect(Topic.TICKETS_BLOCKED, 1).getFirst().header("ce_id");
    String commandId = command(Topic.COMMANDS_DELETE_ALL, "").required("commandId").stringValue();

    String path = "/api/customers/" + customer + "/erasures/" + commandId;
    Answer receipt = get(SUPERVISOR, path);
    assertThat(receipt.status()).isEqualTo(200);
    assertThat(receipt.response().body()).doesNotContain("do not keep this");
    assertThat(receipt.body().required("messagesErased").longValue()).isEqualTo(1);
    assertThat(receipt.body().required("ticketsDeleted").longValue()).isEqualTo(1);
    assertThat(receipt.body().required("tickets")).hasSize(1);
    assertThat(receipt.text("actor")).isEqualTo("supervisor-1");
    assertThat(receipt.text("erasedFromLogBy")).isNotEmpty();
    assertThat(receipt.body().required("checks").required("ticketsLeft").longValue()).isZero();
    assertThat(receipt.body().required("checks").required("messagesLeft").longValue()).isZero();
    assertThat(receipt.body().required("checks").required("passed").booleanValue()).isTrue();
    String text = get(SUPERVISOR, path + "/text").response().body();
    assertThat(text)
        .contains(customer, commandId, "supervisor-1", "nothing is left in the database")
        .containsPattern("Messages erased +1\n");
    assertThat(get(AGENT, path).status()).isEqualTo(403);
    assertThat(get(SUPERVISOR, "/api/customers/" + customer + "/erasures/none").status())
        .isEqualTo(404);
    assertThat(get(SUPERVISOR, "/api/messages/" + id + "/explain").text("outcome"))
        .isIn("ERASED", "NOT_KEPT");
  }

  @Test
  void every_change_is_in_the_audit_trail() {
    command(Topic.COMMANDS_BLOCK, "\"reason\": \"spam\"");
    command(Topic.COMMANDS_UNBLOCK, "");

    assertThat(values("/api/audit?customerId=" + customer, "command"))
        .containsExactly("unblock", "block");
    assertThat(values("/api/audit?command=block&customerId=" + customer, "reason"))
        .containsExactly("spam");
    assertThat(values("/api/audit?actor=nobody&customerId=" + customer, "command")).isEmpty();
    assertThat(get(AGENT, "/api/audit").status()).isEqualTo(403);
  }

  @Test
  void settings_say_what_they_are_and_who_set_them() {
    JsonNode settings = get(AGENT, "/api/settings").body();

    JsonNode page =
        StreamSupport.stream(settings.spliterator(), false)
            .filter(each -> each.required("name").stringValue().equals("customers-page.enabled"))
            .findFirst()
            .orElseThrow();
    assertThat(page.required("value").booleanValue()).isTrue();
    assertThat(page.required("changedBy").stringValue()).isEqualTo("admin-1");
  }

  @Test
  void a_queue_shows_the_ticket_with_the_last_message_first() {
    say("first");
    expect(Topic.TICKETS_UNASSIGNED, 1);
    jdbc.sql(
            """
            update open_ticket set last_message_at = now() - interval '1 day'
            where customer_no = (select customer_no from customer where customer_id = ?)
            """)
        .param(customer)
        .update();
    String other = newCustomerId();
    say(other, "whatsapp", "second");
    expect(Topic.TICKETS_UNASSIGNED, other, 1);
    assertThat(values("/api/queues/unassigned?limit=200", "customerId"))
        .containsSubsequence(other, customer);

    say(other, "sms", "a ticket that nobody has noted yet");
    await()
        .atMost(10, SECONDS)
        .untilAsserted(
            () ->
                assertThat(
                        jdbc.sql(
                                """
                                select count(*) from open_ticket t join customer_activity a using (customer_no)
                                join customer c using (customer_no)
                                where c.customer_id = ? and t.last_message_at > t.opened_at - interval '1 second'
                                  and a.last_at >= c.created_at
                                """)
                            .param(other)
                            .query(Integer.class)
                            .single())
                    .isEqualTo(2));
  }

  @Test
  void what_is_asked_wrongly_is_a_problem_that_names_the_parameter() {
    for (String wrong :
        List.of(
            "limit=0",
            "limit=201",
            "sort=age",
            "period=ever",
            "zone=Mars",
            "cursor=x",
            "from=yesterday",
            "name=%00",
            "tag=")) {
      Answer answer = get(AGENT, "/api/customers?" + wrong);
      assertThat(answer.status()).as(wrong).isEqualTo(400);
      assertThat(answer.text("field")).as(wrong).isEqualTo(wrong.substring(0, wrong.indexOf('=')));
    }
  }

  private List<String> values(String path, String field) {
    return values(SUPERVISOR, path, field);
  }
}
