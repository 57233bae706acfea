package io.gatehouse.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.topics.Topic;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The features about customers, sentence by sentence, as the people use them: over HTTP. */
class CustomersFeatureIT extends ApiFixture {

  @BeforeEach
  void switches() {
    set("bot.enabled", false);
    set("block-contact.enabled", true);
    set("customers-page.enabled", true);
  }

  @Test
  void the_customers_page_is_off_until_an_admin_switches_it_on_and_says_which_switch() {
    String page = "/api/settings/customers-page.enabled";
    assertThat(ask(ADMIN, "PUT", page, "{\"value\": false}").status()).isEqualTo(200);

    Answer off = get(SUPERVISOR, "/api/customers");
    assertThat(off.status()).isEqualTo(403);
    assertThat(off.text("setting")).isEqualTo("customers-page.enabled");

    assertThat(ask(ADMIN, "PUT", page, "{\"value\": true}").status()).isEqualTo(200);
    assertThat(get(AGENT, "/api/customers").status()).isEqualTo(200);
  }

  @Test
  void customers_of_this_week_are_listed_and_filters_and_sorting_apply() {
    arrive();
    String old = customer;
    jdbc.sql("update customer set created_at = now() - interval '40 days' where customer_id = ?")
        .param(old)
        .update();
    customer = newCustomerId();
    arrive();
    onCustomer(AGENT, "tags", "{\"add\": [\"tag-of-%s\"]}".formatted(customer));
    onCustomer(AGENT, "block", null);

    assertThat(found("limit=200")).contains(customer).doesNotContain(old);
    assertThat(found("period=all&limit=200")).contains(customer, old);
    assertThat(found("period=today&tag=tag-of-" + customer)).containsExactly(customer);
    assertThat(found("blocked=true&limit=200")).contains(customer);
    assertThat(found("blocked=false&period=all&limit=200")).contains(old).doesNotContain(customer);
    assertThat(found("period=all&sort=created&limit=200")).containsSubsequence(customer, old);
  }

  @Test
  void a_customer_is_found_by_a_name_that_is_spelt_otherwise_and_an_exact_hit_comes_first() {
    String unique = "Zo" + customer.replace("customer-", "q");
    arrive("{\"nickname\": \"%s Müller-Lüdenscheidt\"}".formatted(unique));
    String longer = customer;
    customer = newCustomerId();
    arrive("{\"nickname\": \"%s\"}".formatted(unique));

    assertThat(found("name=" + unique)).startsWith(customer).contains(longer);
    assertThat(found("name=" + unique.toLowerCase(Locale.ROOT) + "+muller")).contains(longer);
    String chinese = newCustomerId();
    customer = chinese;
    arrive("{\"realName\": \"欧阳修远\"}");
    assertThat(found("name=%E6%AC%A7%E9%98%B3")).contains(chinese);
    assertThat(found("id=" + chinese)).startsWith(chinese);
  }

  @Test
  void the_profile_can_be_edited_but_not_the_id() {
    arrive();

    Answer edited =
        ask(
            AGENT,
            "PATCH",
            path("profile"),
            "{\"nickname\": \"Ann\", \"company\": \"ACME\", \"note\": \"calls on Fridays\"}");

    assertThat(edited.text("status")).isEqualTo("done");
    JsonNode profile = get(AGENT, path("")).body().required("profile");
    assertThat(profile.required("nickname").stringValue()).isEqualTo("Ann");
    assertThat(profile.required("note").stringValue()).isEqualTo("calls on Fridays");
    Answer refused = ask(AGENT, "PATCH", path("profile"), "{\"customerId\": \"somebody-else\"}");
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.text("field")).isEqualTo("customerId");
  }

  @Test
  void tags_are_added_and_removed() {
    arrive();

    onCustomer(AGENT, "tags", "{\"add\": [\"vip\", \"late payer\"]}");
    onCustomer(AGENT, "tags", "{\"remove\": [\"late payer\"]}");

    assertThat(get(AGENT, path("")).body().required("tags").toString()).isEqualTo("[\"vip\"]");
  }

  @Test
  void interactions_show_start_end_agent_rating_and_where_a_web_customer_wrote_from() {
    kafka.send(
        Topic.MESSAGES_INBOUND,
        customer,
        """
        {"messageId": "%s", "customerId": "%s", "channel": "web", "sentAt": "2026-11-21T10:00:00Z", "text": "hi",
         "web": {"ip": "203.0.113.7", "region": "Kent", "source": "https://shop.example/cart",
                 "userAgent": "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:132.0) Gecko/20100101 Firefox/132.0"}}"""
            .formatted(UUID.randomUUID(), customer));
    String ticket = ticketOf(expect(Topic.TICKETS_UNASSIGNED, 1));
    onTicket(ticket, "assign", null);
    onTicket(ticket, "close", null);
    onTicket(ticket, "rating", "{\"score\": 4, \"comment\": \"quick\"}");

    JsonNode conversation = items(AGENT, path("conversations")).getFirst();

    assertThat(conversation.required("startedAt").stringValue()).isNotEmpty();
    assertThat(conversation.required("endedAt").stringValue()).isNotEmpty();
    assertThat(conversation.required("agent").stringValue()).isEqualTo(AGENT);
    assertThat(conversation.at("/rating/score").intValue()).isEqualTo(4);
    assertThat(conversation.at("/rating/comment").stringValue()).isEqualTo("quick");
    JsonNode web = conversation.required("web");
    assertThat(web.required("ip").stringValue()).isEqualTo("203.0.113.7");
    assertThat(web.required("region").stringValue()).isEqualTo("Kent");
    assertThat(web.required("browser").stringValue()).contains("Firefox");
    assertThat(web.required("system").stringValue()).contains("Windows");
    assertThat(web.required("source").stringValue()).isEqualTo("https://shop.example/cart");
  }

  @Test
  void message_history_goes_back_page_by_page_and_on_to_the_next_and_previous_conversation() {
    for (int i = 1; i <= 3; i++) {
      say("old " + i);
    }
    String first = ticketOf(expect(Topic.TICKETS_UNASSIGNED, 3));
    onTicket(first, "close", null);
    say("new 1");
    String second = ticketOf(expect(Topic.TICKETS_UNASSIGNED, 5));

    assertThat(pages("/api/conversations/" + first + "/messages"))
        .containsExactly("old 3", "old 2", "old 1");
    assertThat(pages(path("messages"))).containsExactly("new 1", "old 3", "old 2", "old 1");
    assertThat(get(AGENT, "/api/conversations/" + first).text("next")).isEqualTo(second);
    assertThat(get(AGENT, "/api/conversations/" + second).text("previous")).isEqualTo(first);
  }

  @Test
  void message_history_has_what_agents_said_too_and_whether_it_left() {
    say("where is it?");
    String ticket = ticketOf(expect(Topic.TICKETS_UNASSIGNED, 1));
    String replies = path("tickets/" + ticket + "/replies");
    assertThat(post(AGENT, replies, "{\"text\": \"on its way\"}").status()).isEqualTo(202);
    expect(Topic.MESSAGES_DELIVER, 1);
    onTicket(ticket, "close", null);
    post(AGENT, replies, "{\"text\": \"too late\"}");
    expect(Topic.MESSAGES_SUPPRESSED, 1);

    String conversation = "/api/conversations/" + ticket + "/messages";
    assertThat(pages(conversation)).containsExactly("too late", "on its way", "where is it?");
    assertThat(items(AGENT, conversation))
        .extracting(
            each -> each.required("saidBy").asString() + " " + each.required("reason").asString())
        .containsExactly("agent closed", "agent delivered", "customer no-bot");
    assertThat(items(AGENT, path("messages")).get(1).required("actor").stringValue())
        .isEqualTo(AGENT);
  }

  @Test
  void a_callback_opens_a_conversation_in_my_inbox_unless_the_customer_is_blocked_or_blacklisted() {
    arrive();

    Answer called = onCustomer(AGENT, "callback", "{\"channel\": \"whatsapp\"}");

    String ticket = called.body().at("/detail/ticketId").stringValue();
    assertThat(
            items(AGENT, "/api/queues/inbox?limit=200&agent=" + AGENT).stream()
                .map(each -> each.required("ticketId").stringValue()))
        .contains(ticket);
    onCustomer(AGENT, "block", null);
    assertThat(onCustomer(AGENT, "callback", "{\"channel\": \"sms\"}").text("code"))
        .isEqualTo("blocked");
    onCustomer(AGENT, "blacklist", "{\"reason\": \"threats\"}");
    assertThat(onCustomer(AGENT, "callback", "{\"channel\": \"sms\"}").text("code"))
        .isEqualTo("blacklisted");
  }

  @Test
  void blacklisting_needs_a_reason_and_ends_all_conversations_and_its_removal_restores_nothing() {
    arrive();
    assertThat(onCustomer(AGENT, "blacklist", "{}").status()).isEqualTo(400);

    Answer listed = onCustomer(AGENT, "blacklist", "{\"reason\": \"threats\"}");

    assertThat(listed.body().at("/detail/ticketsClosed").intValue()).isEqualTo(1);
    say("nobody hears this");
    assertThat(expect(Topic.MESSAGES_SUPPRESSED, 1).getFirst().header("ce_reason"))
        .isEqualTo("blacklisted");
    assertThat(get(AGENT, path("")).body().at("/blacklisted/reason").stringValue())
        .isEqualTo("threats");
    assertThat(found("blacklisted=true&limit=200")).contains(customer);
    assertThat(onCustomer(AGENT, "unblacklist", null).text("status")).isEqualTo("done");
    assertThat(get(AGENT, path("")).body().required("openConversations")).isEmpty();
    say("hello again");
    assertThat(expect(Topic.TICKETS_UNASSIGNED, 3).getLast().header("ce_newticket"))
        .isEqualTo("true");
  }

  private void arrive() {
    say("hello");
    expect(Topic.TICKETS_UNASSIGNED, 1);
  }

  private void arrive(String profile) {
    kafka.send(
        Topic.MESSAGES_INBOUND,
        customer,
        """
        {"messageId": "%s", "customerId": "%s", "channel": "web", "sentAt": "2026-11-21T10:00:00Z", "text": "x", "customer": %s}"""
            .formatted(UUID.randomUUID(), customer, profile));
    expect(Topic.TICKETS_UNASSIGNED, 1);
  }

  private String path(String what) {
    return "/api/customers/" + customer + (what.isEmpty() ? "" : "/" + what);
  }

  private Answer onCustomer(String user, String action, @Nullable String body) {
    return post(user, path(action), body);
  }

  private void onTicket(String ticket, String action, @Nullable String body) {
    assertThat(post(AGENT, path("tickets/" + ticket + "/" + action), body).status()).isEqualTo(200);
  }

  private List<String> found(String query) {
    return values(AGENT, "/api/customers?" + query, "customerId");
  }

  /** The texts, two a page, the newest first. */
  private List<String> pages(String path) {
    List<String> texts = new ArrayList<>();
    String cursor = "";
    do {
      JsonNode page = get(AGENT, path + "?limit=2" + cursor).body();
      for (JsonNode message : page.required("items")) {
        texts.add(message.at("/content/text").stringValue());
      }
      cursor = page.path("next").isString() ? "&cursor=" + page.path("next").stringValue() : "";
    } while (!cursor.isEmpty());
    return texts;
  }
}
