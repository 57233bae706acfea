package io.gatehouse.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.topics.Topic;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Assign, hand over, close, rate and call back, seen from outside. */
class ConversationsIT extends WorkerFixture {

  @BeforeEach
  void switches() {
    set("bot.enabled", false);
    set("block-contact.enabled", true);
  }

  @Test
  void an_assigned_ticket_is_in_the_inbox_of_its_agent_and_so_is_the_next_message() {
    say("1");
    String ticket = onlyTicketOn(Topic.TICKETS_UNASSIGNED);

    JsonNode outcome = ticket("assign", ticket, "\"agent\": \"agent-7\"");

    assertThat(status(outcome)).isEqualTo("done");
    assertThat(outcome.required("detail").required("ticketId").stringValue()).isEqualTo(ticket);
    var left = expect(Topic.TICKETS_UNASSIGNED, 2).getLast();
    assertThat(left.type()).isEqualTo("gatehouse.ticket.left");
    assertThat(value(left).required("reason").stringValue()).isEqualTo("assign");
    JsonNode arrived = value(expect(Topic.TICKETS_INBOX, 1).getFirst());
    assertThat(arrived.required("agent").stringValue()).isEqualTo("agent-7");
    assertThat(arrived.required("messages").intValue()).isEqualTo(1);
    say("2");
    var routed = expect(Topic.TICKETS_INBOX, 2).getLast();
    assertThat(routed.header("ce_reason")).isEqualTo("assigned");
    assertThat(routed.header("ce_agent")).isEqualTo("agent-7");
    assertThat(routed.header("ce_ticketid")).isEqualTo(ticket);

    assertThat(status(ticket("assign", ticket, "\"agent\": \"agent-7\""))).isEqualTo("unchanged");
  }

  @Test
  void a_ticket_given_to_another_agent_leaves_the_inbox_and_arrives_there_again() {
    String ticket = inTheInboxOf("agent-7");

    assertThat(status(ticket("assign", ticket, "\"agent\": \"agent-8\""))).isEqualTo("done");

    List<KafkaProbe.Seen> inbox = expect(Topic.TICKETS_INBOX, 3);
    assertThat(inbox)
        .extracting(KafkaProbe.Seen::type)
        .containsExactly(
            "gatehouse.ticket.arrived", "gatehouse.ticket.left", "gatehouse.ticket.arrived");
    assertThat(value(inbox.getLast()).required("agent").stringValue()).isEqualTo("agent-8");
    say("for the other");
    assertThat(expect(Topic.TICKETS_INBOX, 4).getLast().header("ce_agent")).isEqualTo("agent-8");
  }

  @Test
  void an_agent_hands_over_to_unassigned_and_so_does_the_bot() {
    String ticket = inTheInboxOf("agent-7");

    assertThat(status(ticket("handover", ticket, ""))).isEqualTo("done");
    assertThat(status(ticket("handover", ticket, ""))).isEqualTo("unchanged");
    say("2");
    var routed = expect(Topic.TICKETS_UNASSIGNED, 4).getLast(); // routed, left, arrived, routed
    assertThat(routed.header("ce_reason")).isEqualTo("open-ticket");
    assertThat(routed.header("ce_agent")).isNull();

    customer = newCustomerId();
    set("bot.enabled", true);
    say("hello BOT");
    String withBot = onlyTicketOn(Topic.TICKETS_BOT);
    assertThat(status(ticket("handover", withBot, ""))).isEqualTo("done");
    say("hello human");
    assertThat(expect(Topic.TICKETS_UNASSIGNED, 2).getLast().header("ce_ticketid"))
        .isEqualTo(withBot);
  }

  @Test
  void after_a_ticket_is_closed_the_next_message_opens_another() {
    String ticket = inTheInboxOf("agent-7");

    assertThat(status(ticket("close", ticket, ""))).isEqualTo("done");

    var closed = expect(Topic.TICKETS_INBOX, 2).getLast();
    assertThat(closed.type()).isEqualTo("gatehouse.ticket.closed");
    assertThat(value(closed).required("to").isNull()).isTrue();
    assertThat(value(closed).has("mergedInto")).isFalse();
    assertThat(status(ticket("close", ticket, ""))).isEqualTo("unchanged");
    assertThat(code(ticket("assign", ticket, "\"agent\": \"agent-7\""))).isEqualTo("wrong-state");
    assertThat(code(ticket("handover", ticket, ""))).isEqualTo("wrong-state");
    assertThat(code(command(Topic.COMMANDS_UNBLOCK, "\"ticketId\": \"" + ticket + "\"")))
        .isEqualTo("wrong-state");
    say("again");
    var routed = expect(Topic.TICKETS_UNASSIGNED, 3).getLast(); // routed, left, routed
    assertThat(routed.header("ce_newticket")).isEqualTo("true");
    assertThat(routed.header("ce_ticketid")).isNotEqualTo(ticket);
  }

  @Test
  void the_last_rating_counts_also_after_closing() {
    String ticket = inTheInboxOf("agent-7");

    assertThat(status(ticket("rate", ticket, "\"score\": 2"))).isEqualTo("done");
    ticket("close", ticket, "");
    assertThat(status(ticket("rate", ticket, "\"score\": 5, \"comment\": \"quick\"")))
        .isEqualTo("done");

    assertThat(
            jdbc.sql(
                    "select rating_score || ' ' || rating_comment || ' ' || rated_by from ticket where ticket_no = ?")
                .param(Long.parseLong(ticket.substring(2)))
                .query(String.class)
                .single())
        .isEqualTo("5 quick supervisor-1");
  }

  @Test
  void a_callback_opens_a_conversation_in_the_agents_inbox_and_closes_the_one_before_it() {
    say("1");
    String before = onlyTicketOn(Topic.TICKETS_UNASSIGNED);
    say(customer, "sms", "another channel");
    expect(Topic.TICKETS_UNASSIGNED, 2);

    JsonNode outcome = callback("whatsapp", "agent-9");

    assertThat(status(outcome)).isEqualTo("done");
    String opened = outcome.required("detail").required("ticketId").stringValue();
    assertThat(opened).isNotEqualTo(before);
    var closed = expect(Topic.TICKETS_UNASSIGNED, 3).getLast();
    assertThat(closed.type()).isEqualTo("gatehouse.ticket.closed");
    assertThat(value(closed).required("ticketId").stringValue()).isEqualTo(before);
    JsonNode arrived = value(expect(Topic.TICKETS_INBOX, 1).getFirst());
    assertThat(arrived.required("ticketId").stringValue()).isEqualTo(opened);
    assertThat(arrived.required("from").isNull()).isTrue();
    assertThat(arrived.required("lastMessageAt").isNull()).isTrue();
    say("who called?");
    var routed = expect(Topic.TICKETS_INBOX, 2).getLast();
    assertThat(routed.header("ce_ticketid")).isEqualTo(opened);
    assertThat(routed.header("ce_agent")).isEqualTo("agent-9");
    assertThat(routed.header("ce_newticket")).isNull();
  }

  @Test
  void nobody_calls_back_who_is_blocked_or_blacklisted_and_blacklisted_is_said_first() {
    command(Topic.COMMANDS_BLOCK, "");
    assertThat(code(callback("whatsapp", "agent-9"))).isEqualTo("blocked");
    command(Topic.COMMANDS_BLACKLIST, "\"action\": \"add\", \"reason\": \"threats\"");
    assertThat(code(callback("whatsapp", "agent-9"))).isEqualTo("blacklisted");
    expect(Topic.TICKETS_INBOX, 0);
  }

  @Test
  void a_blocked_ticket_can_only_be_closed_and_is_deleted_with_the_others() {
    command(Topic.COMMANDS_BLOCK, "");
    say("spam");
    String ticket = onlyTicketOn(Topic.TICKETS_BLOCKED);

    assertThat(code(ticket("assign", ticket, "\"agent\": \"agent-7\""))).isEqualTo("wrong-state");
    assertThat(code(ticket("handover", ticket, ""))).isEqualTo("wrong-state");
    assertThat(code(ticket("rate", ticket, "\"score\": 1"))).isEqualTo("wrong-state");
    assertThat(status(ticket("close", ticket, ""))).isEqualTo("done");
    assertThat(expect(Topic.TICKETS_BLOCKED, 2).getLast().key()).isEqualTo("ticket:" + ticket);

    JsonNode deleted = command(Topic.COMMANDS_DELETE_ALL, "");
    assertThat(deleted.required("detail").required("ticketsDeleted").intValue()).isEqualTo(1);
    assertThat(code(ticket("rate", ticket, "\"score\": 1"))).isEqualTo("unknown-ticket");
  }

  @Test
  void a_ticket_that_joined_another_and_one_of_somebody_else_are_unknown() {
    say("1");
    String joined = onlyTicketOn(Topic.TICKETS_UNASSIGNED);
    command(Topic.COMMANDS_BLOCK, "");
    command(Topic.COMMANDS_UNBLOCK, "\"ticketId\": \"" + joined + "\"");
    say("2"); // a blocked one, which the first joins when it is blocked again
    command(Topic.COMMANDS_BLOCK, "");
    assertThat(code(ticket("close", joined, ""))).isEqualTo("unknown-ticket");

    String owner = customer;
    customer = newCustomerId();
    say("mine");
    String others = onlyTicketOn(Topic.TICKETS_UNASSIGNED);
    customer = owner;
    assertThat(code(ticket("close", others, ""))).isEqualTo("unknown-ticket");
    assertThat(code(ticket("close", "no-ticket", ""))).isEqualTo("unknown-ticket");
    customer = newCustomerId();
    assertThat(code(ticket("close", others, ""))).isEqualTo("unknown-customer");
    assertThat(code(callback("web", "agent-7"))).isEqualTo("unknown-customer");
  }

  @Test
  void where_a_web_customer_wrote_from_stays_with_the_conversation() {
    say("web", "{\"ip\": \"203.0.113.7\", \"region\": \"Kent\", \"userAgent\": \"Mozilla/5.0\"}");
    String ticket = onlyTicketOn(Topic.TICKETS_UNASSIGNED);
    say("web", "{\"ip\": \"198.51.100.1\", \"source\": \"https://shop/other\"}");
    expect(Topic.TICKETS_UNASSIGNED, 2);

    assertThat(
            jdbc.sql(
                    "select concat_ws('|', ip, region, user_agent, source) from ticket_web where ticket_no = ?")
                .param(Long.parseLong(ticket.substring(2)))
                .query(String.class)
                .single())
        .isEqualTo("203.0.113.7|Kent|Mozilla/5.0");
  }

  private void say(String channel, String web) {
    kafka.send(
        Topic.MESSAGES_INBOUND,
        customer,
        """
        {"messageId": "%s", "customerId": "%s", "channel": "%s", "sentAt": "2026-11-21T10:00:00Z", "text": "x", "web": %s}"""
            .formatted(UUID.randomUUID(), customer, channel, web));
  }

  private String inTheInboxOf(String agent) {
    say("1");
    String ticket = onlyTicketOn(Topic.TICKETS_UNASSIGNED);
    ticket("assign", ticket, "\"agent\": \"%s\"".formatted(agent));
    return ticket;
  }

  private String onlyTicketOn(Topic queue) {
    return String.valueOf(expect(queue, 1).getFirst().header("ce_ticketid"));
  }

  private JsonNode ticket(String action, String ticketId, String more) {
    return command(
        Topic.COMMANDS_TICKET,
        "\"action\": \"%s\", \"ticketId\": \"%s\"%s"
            .formatted(action, ticketId, more.isEmpty() ? "" : ", " + more));
  }

  private JsonNode callback(String channel, String agent) {
    return command(
        Topic.COMMANDS_TICKET,
        "\"action\": \"callback\", \"channel\": \"%s\", \"agent\": \"%s\""
            .formatted(channel, agent));
  }

  private static JsonNode value(KafkaProbe.Seen seen) {
    return json(String.valueOf(seen.text()));
  }

  private static String status(JsonNode outcome) {
    return outcome.required("status").stringValue();
  }

  private static String code(JsonNode outcome) {
    return outcome.path("code").asString(status(outcome));
  }
}
