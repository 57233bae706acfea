package io.gatehouse.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.topics.Topic;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What agents note about a customer, and the trail that commands leave, seen from outside. */
class ProfilesIT extends WorkerFixture {

  @Test
  void a_message_fills_blanks_and_never_what_an_agent_has_edited_or_cleared() {
    sayWith("{\"nickname\": \"ann\", \"phone\": \"1\"}");
    expect(Topic.TICKETS_UNASSIGNED, 1);

    JsonNode outcome =
        command(
            Topic.COMMANDS_CUSTOMER,
            "\"action\": \"edit\", \"profile\": {\"nickname\": \"Ann\", \"phone\": \"\", \"note\": \"VIP\"}");

    assertThat(status(outcome)).isEqualTo("done");
    assertThat(outcome.required("detail").required("fieldsChanged").toString())
        .isEqualTo("[\"nickname\",\"phone\",\"note\"]");
    sayWith("{\"nickname\": \"other\", \"phone\": \"2\", \"company\": \"ACME\"}");
    expect(Topic.TICKETS_UNASSIGNED, 2);
    assertThat(
            jdbc.sql(
                    "select concat_ws('|', nickname, phone, note, company) from customer where customer_id = ?")
                .param(customer)
                .query(String.class)
                .single())
        .isEqualTo("Ann||VIP|ACME");
    assertThat(
            status(
                command(
                    Topic.COMMANDS_CUSTOMER,
                    "\"action\": \"edit\", \"profile\": {\"nickname\": \"Ann\"}")))
        .isEqualTo("unchanged");
  }

  @Test
  void the_id_cannot_be_edited() {
    say("hello");
    expect(Topic.TICKETS_UNASSIGNED, 1);
    kafka.send(
        Topic.COMMANDS_CUSTOMER,
        customer,
        commandValue(
            customer, "id", "\"action\": \"edit\", \"profile\": {\"customerId\": \"c-other\"}"));

    assertThat(expect(Topic.COMMANDS_CUSTOMER_DLT, 1).getFirst().header("gatehouse-error-message"))
        .startsWith("profile.customerId");
  }

  @Test
  void tags_are_added_and_removed_and_twice_is_unchanged() {
    say("hello");
    expect(Topic.TICKETS_UNASSIGNED, 1);

    JsonNode outcome = tag("\"add\": [\"vip\", \"大客户\", \"vip\"]");
    assertThat(outcome.required("detail").required("tagsAdded").size()).isEqualTo(2);
    assertThat(status(tag("\"add\": [\"vip\"]"))).isEqualTo("unchanged");
    JsonNode changed = tag("\"add\": [\"new\"], \"remove\": [\"vip\", \"never there\"]");
    assertThat(changed.required("detail").toString())
        .isEqualTo("{\"tagsAdded\":[\"new\"],\"tagsRemoved\":[\"vip\"]}");
    assertThat(status(tag("\"remove\": [\"vip\"]"))).isEqualTo("unchanged");

    assertThat(
            jdbc.sql(
                    "select string_agg(tag, ',' order by tag collate \"C\") from customer_tag join customer using (customer_no) where customer_id = ?")
                .param(customer)
                .query(String.class)
                .single())
        .isEqualTo("new,大客户");
  }

  @Test
  void a_customer_not_seen_yet_has_nothing_to_edit() {
    assertThat(tag("\"add\": [\"vip\"]").required("code").stringValue())
        .isEqualTo("unknown-customer");
  }

  @Test
  void every_command_that_changed_something_is_in_the_audit_trail_and_no_value_of_a_profile() {
    set("block-contact.enabled", false);
    set("block-contact.enabled", true);
    say("hello");
    expect(Topic.TICKETS_UNASSIGNED, 1);
    tag("\"add\": [\"vip\"]");
    tag("\"add\": [\"vip\"]"); // unchanged: not in it
    command(
        Topic.COMMANDS_CUSTOMER,
        "\"action\": \"edit\", \"profile\": {\"phone\": \"secret-number\"}");
    command(Topic.COMMANDS_BLOCK, "\"reason\": \"spam\"");
    command(Topic.COMMANDS_DELETE_ALL, "");
    command(Topic.COMMANDS_BLACKLIST, "\"action\": \"add\", \"reason\": \"threats\"");

    assertThat(
            jdbc.sql(
                    """
                    select concat_ws(' ', command, action, actor_id, reason, detail - 'erasedFromLogBy') from audit_entry
                    where customer_id = ? order by audit_no
                    """)
                .param(customer)
                .query(String.class)
                .list())
        .containsExactly(
            "customer tag supervisor-1 {\"tagsAdded\": [\"vip\"], \"tagsRemoved\": []}",
            "customer edit supervisor-1 {\"fieldsChanged\": [\"phone\"]}",
            "block supervisor-1 spam {\"ticketsMoved\": 1, \"ticketsMerged\": 0}",
            "delete-all supervisor-1 {\"repliesErased\": 0, \"messagesErased\": 1, \"ticketsDeleted\": 1}",
            "blacklist add supervisor-1 threats {\"ticketsClosed\": 0}");
    assertThat(
            jdbc.sql(
                    "select concat_ws(' ', actor_id, setting, detail) from audit_entry where setting is not null order by audit_no desc limit 1")
                .query(String.class)
                .single())
        .isEqualTo("admin-1 block-contact.enabled {\"value\": true}");
  }

  private JsonNode tag(String fields) {
    return command(Topic.COMMANDS_CUSTOMER, "\"action\": \"tag\", " + fields);
  }

  private void sayWith(String profile) {
    kafka.send(
        Topic.MESSAGES_INBOUND,
        customer,
        """
        {"messageId": "%s", "customerId": "%s", "channel": "web", "sentAt": "2026-11-21T10:00:00Z", "text": "x", "customer": %s}"""
            .formatted(UUID.randomUUID(), customer, profile));
  }

  private static String status(JsonNode outcome) {
    return outcome.required("status").stringValue();
  }
}
