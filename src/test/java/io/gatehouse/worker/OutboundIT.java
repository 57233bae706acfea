package io.gatehouse.worker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.topics.Topic;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What agents and BOTs say, seen from outside. */
class OutboundIT extends WorkerFixture {

  @BeforeEach
  void switches() {
    set("bot.enabled", true);
    set("block-contact.enabled", true);
  }

  /** Other tests of this worker do without the BOT, and do not say so. */
  @AfterAll
  void withoutBot() {
    set("bot.enabled", false);
  }

  @Test
  void a_reply_is_delivered_as_it_was_said() {
    String ticket = talkToBot();
    String value = reply(ticket, "bot", "m-1");
    RecordMetadata sent =
        kafka.send(
            Topic.MESSAGES_OUTBOUND,
            customer,
            value,
            new RecordHeader("traceparent", "00-1".getBytes(UTF_8)),
            new RecordHeader("ce_type", "forged".getBytes(UTF_8)));

    var delivered = expect(Topic.MESSAGES_DELIVER, 1).getFirst();
    assertThat(delivered.text()).isEqualTo(value);
    assertThat(delivered.key()).isEqualTo(customer);
    assertThat(delivered.source().partition()).isEqualTo(sent.partition());
    assertThat(delivered.type()).isEqualTo("gatehouse.message.delivered");
    assertThat(delivered.header("ce_reason")).isEqualTo("bot");
    assertThat(delivered.header("ce_ticketid")).isEqualTo(ticket);
    assertThat(delivered.header("ce_channel")).isEqualTo("whatsapp");
    assertThat(delivered.header("ce_agent")).isNull();
    assertThat(delivered.header("ce_origin"))
        .isEqualTo("messages.outbound:" + sent.partition() + ":" + sent.offset());
    assertThat(delivered.header("ce_id")).endsWith(":" + sent.partition() + ":" + sent.offset());
    assertThat(delivered.header("traceparent")).isEqualTo("00-1");
    assertThat(delivered.source().headers().headers("ce_type")).hasSize(1);
  }

  @Test
  void the_history_says_who_said_it() {
    String ticket = talkToBot();
    String first = sendReply(ticket, "bot", "m-1");
    assign(ticket);
    String second = sendReply(ticket, "agent", "m-2");

    assertThat(expect(Topic.MESSAGES_DELIVER, 2))
        .extracting(KafkaProbe.Seen::text)
        .containsExactly(first, second);
    assertThat(expect(Topic.MESSAGES_DELIVER, 2).getLast().header("ce_agent")).isEqualTo("agent-7");
    assertThat(history(ticket))
        .containsExactly("bot bot-1 delivered m-1", "agent agent-7 delivered m-2");
  }

  /** Its last words and its handover travel on two topics. */
  @Test
  void a_bot_that_has_handed_over_is_still_heard() {
    String ticket = talkToBot();
    assign(ticket);

    String value = sendReply(ticket, "bot", "m-1");

    assertThat(expect(Topic.MESSAGES_DELIVER, 1).getFirst().text()).isEqualTo(value);
  }

  @Test
  void a_bots_reply_that_was_computed_before_a_block_does_not_reach_the_customer() {
    String ticket = talkToBot();
    String computed = reply(ticket, "bot", "m-1");

    command(Topic.COMMANDS_BLOCK, "");
    kafka.send(Topic.MESSAGES_OUTBOUND, customer, computed);

    var suppressed = expect(Topic.MESSAGES_SUPPRESSED, 1).getFirst();
    assertThat(suppressed.text()).isEqualTo(computed);
    assertThat(suppressed.type()).isEqualTo("gatehouse.message.suppressed");
    assertThat(suppressed.header("ce_reason")).isEqualTo("blocked");
    assertThat(suppressed.header("ce_ticketid")).isEqualTo(ticket);
    assertThat(history(ticket)).containsExactly("bot bot-1 blocked m-1");
    expect(Topic.MESSAGES_DELIVER, 0);
  }

  @Test
  void an_agents_reply_in_a_ticket_that_was_unblocked_by_itself_does() {
    String ticket = talkToBot();
    command(Topic.COMMANDS_BLOCK, "");
    command(Topic.COMMANDS_UNBLOCK, "\"ticketId\": \"" + ticket + "\"");
    assign(ticket);

    String value = sendReply(ticket, "agent", "m-1");

    assertThat(expect(Topic.MESSAGES_DELIVER, 1).getFirst().text()).isEqualTo(value);
    say("still blocked");
    assertThat(expect(Topic.TICKETS_BLOCKED, 3).getLast().header("ce_reason")).isEqualTo("blocked");
  }

  @Test
  void a_blacklisted_customer_gets_no_reply() {
    String ticket = talkToBot();
    command(Topic.COMMANDS_BLACKLIST, "\"action\": \"add\", \"reason\": \"threats\"");

    sendReply(ticket, "agent", "m-1");
    sendReply("t-999999999", "agent", "m-1");

    assertThat(reasons(2)).containsExactly("blacklisted", "blacklisted");
    assertThat(history(ticket)).containsExactly("agent agent-7 blacklisted m-1");
  }

  @Test
  void a_closed_conversation_gets_no_reply() {
    String ticket = talkToBot();
    close(ticket);

    sendReply(ticket, "agent", "m-1");

    assertThat(reasons(1)).containsExactly("closed");
    assertThat(history(ticket)).containsExactly("agent agent-7 closed m-1");
  }

  @Test
  void a_conversation_that_the_customer_never_had_gets_none() {
    String ofSomebodyElse = talkToBot();
    customer = newCustomerId();
    sendReply(ofSomebodyElse, "agent", "m-1"); // a customer nobody knows
    talkToBot();
    sendReply(ofSomebodyElse, "agent", "m-2");
    sendReply("t-999999999", "agent", "m-3");
    sendReply("no ticket's id", "agent", "m-3");

    assertThat(reasons(4)).containsOnly("unknown-ticket");
    assertThat(expect(Topic.MESSAGES_SUPPRESSED, 4))
        .allMatch(seen -> seen.header("ce_ticketid") == null);
    assertThat(history(ofSomebodyElse)).isEmpty();
  }

  @Test
  void a_reply_to_a_merged_ticket_belongs_to_the_one_that_it_joined() {
    String first = talkToBot();
    command(Topic.COMMANDS_BLOCK, "");
    command(Topic.COMMANDS_UNBLOCK, "\"ticketId\": \"" + first + "\"");
    say("blocked again");
    String second = expect(Topic.TICKETS_BLOCKED, 3).getLast().header("ce_ticketid");
    assertThat(second).isNotEqualTo(first);
    command(Topic.COMMANDS_UNBLOCK, ""); // the second joins the first

    sendReply(String.valueOf(second), "bot", "m-1");
    sendReply(first, "bot", "m-1");

    assertThat(expect(Topic.MESSAGES_DELIVER, 1).getFirst().header("ce_ticketid")).isEqualTo(first);
    assertThat(reasons(1)).containsExactly("duplicate");
    command(Topic.COMMANDS_BLOCK, "");
    sendReply(String.valueOf(second), "bot", "m-2");
    assertThat(reasons(2)).containsExactly("duplicate", "blocked");
  }

  @Test
  void a_reply_sent_again_is_a_duplicate_in_its_conversation() {
    String ticket = talkToBot();
    String value = sendReply(ticket, "agent", "m-1");
    kafka.send(Topic.MESSAGES_OUTBOUND, customer, value);
    sendReply(ticket, "bot", "m-1");
    close(ticket);
    kafka.send(Topic.MESSAGES_OUTBOUND, customer, value);
    say("anew");
    String next = String.valueOf(expect(Topic.TICKETS_BOT, 3).getLast().header("ce_ticketid"));
    sendReply(next, "bot", "m-1");

    assertThat(expect(Topic.MESSAGES_DELIVER, 2))
        .extracting(seen -> seen.header("ce_ticketid"))
        .containsExactly(ticket, next);
    assertThat(reasons(3)).containsOnly("duplicate");
    assertThat(
            kafka.read(Topic.MESSAGES_SUPPRESSED, customer).stream()
                .map(seen -> seen.header("ce_id"))
                .distinct())
        .hasSize(3);
    assertThat(history(ticket)).hasSize(1);
  }

  /** As a reply is a duplicate once it is in the history, also if it did not get through. */
  @Test
  void what_was_suppressed_and_is_sent_again_is_a_duplicate() {
    String ticket = talkToBot();
    command(Topic.COMMANDS_BLOCK, "");
    String value = sendReply(ticket, "bot", "m-1");
    assertThat(reasons(1)).containsExactly("blocked");
    command(Topic.COMMANDS_UNBLOCK, "");

    kafka.send(Topic.MESSAGES_OUTBOUND, customer, value);
    sendReply(ticket, "bot", "m-2");

    assertThat(reasons(2)).containsExactly("blocked", "duplicate");
    expect(Topic.MESSAGES_DELIVER, 1);
  }

  @Test
  void what_is_no_reply_is_a_dead_letter_and_its_neighbours_are_not() {
    String ticket = talkToBot();
    sendReply(ticket, "bot", "m-1");
    String bad = reply(ticket, "supervisor", "m-2");
    kafka.send(Topic.MESSAGES_OUTBOUND, customer, bad);
    kafka.send(Topic.MESSAGES_OUTBOUND, customer, "{");
    sendReply(ticket, "bot", "m-3");

    List<KafkaProbe.Seen> dead = expect(Topic.MESSAGES_OUTBOUND_DLT, 2);
    assertThat(dead)
        .extracting(seen -> seen.header("gatehouse-error-code"))
        .containsExactly("invalid", "not-json");
    assertThat(dead.getFirst().header("gatehouse-error-message"))
        .isEqualTo("from: must be agent or bot");
    assertThat(dead.getFirst().text()).isEqualTo(bad);
    expect(Topic.MESSAGES_DELIVER, 2);
  }

  @Test
  void delete_all_deletes_the_replies_and_nothing_brings_them_back() {
    String kept = talkToBot();
    sendReply(kept, "bot", "m-1");
    expect(Topic.MESSAGES_DELIVER, 1);
    close(kept);
    say("again");
    String ticket = String.valueOf(expect(Topic.TICKETS_BOT, 3).getLast().header("ce_ticketid"));
    String value = sendReply(ticket, "bot", "m-1");
    sendReply(ticket, "bot", "m-2");
    expect(Topic.MESSAGES_DELIVER, 3);
    command(Topic.COMMANDS_BLOCK, "");
    sendReply(ticket, "bot", "m-3");
    assertThat(reasons(1)).containsExactly("blocked");

    JsonNode detail = command(Topic.COMMANDS_DELETE_ALL, "").required("detail");

    assertThat(detail.required("messagesErased").intValue()).isEqualTo(1);
    assertThat(detail.required("repliesErased").intValue()).isEqualTo(3);
    assertThat(history(ticket)).isEmpty();
    assertThat(history(kept)).hasSize(1);
    kafka.send(Topic.MESSAGES_OUTBOUND, customer, value);
    assertThat(reasons(2)).containsExactly("blocked", "deleted");
    assertThat(history(ticket)).isEmpty();
  }

  /** G5: what was decided before the block is out before its outcome. */
  @Test
  void after_the_outcome_of_a_block_no_reply_is_delivered() {
    String ticket = talkToBot();
    for (int i = 0; i < 500; i++) {
      kafka.sendSoon(Topic.MESSAGES_OUTBOUND, customer, reply(ticket, "bot", "before-" + i));
    }
    JsonNode outcome = command(Topic.COMMANDS_BLOCK, "");
    for (int i = 0; i < 50; i++) {
      kafka.sendSoon(Topic.MESSAGES_OUTBOUND, customer, reply(ticket, "bot", "after-" + i));
    }
    String last = sendReply(ticket, "bot", "last");

    assertThat(outcome.required("status").stringValue()).isEqualTo("done");
    awaitSuppressed(last);
    long announced = kafka.read(Topic.COMMANDS_OUTCOME, customer).getLast().source().timestamp();
    List<KafkaProbe.Seen> delivered = kafka.read(Topic.MESSAGES_DELIVER, customer);
    assertThat(delivered).allMatch(seen -> seen.source().timestamp() <= announced);
    assertThat(delivered.size() + kafka.read(Topic.MESSAGES_SUPPRESSED, customer).size())
        .isEqualTo(551);
  }

  private void awaitSuppressed(String value) {
    await()
        .atMost(30, SECONDS)
        .until(
            () ->
                kafka.read(Topic.MESSAGES_SUPPRESSED, customer).stream()
                    .anyMatch(seen -> value.equals(seen.text())));
  }

  /** The customer says something, and the BOT has the ticket. */
  private String talkToBot() {
    say("hello");
    return String.valueOf(expect(Topic.TICKETS_BOT, 1).getFirst().header("ce_ticketid"));
  }

  private String sendReply(String ticket, String from, String messageId) {
    String value = reply(ticket, from, messageId);
    kafka.send(Topic.MESSAGES_OUTBOUND, customer, value);
    return value;
  }

  private String reply(String ticket, String from, String messageId) {
    return """
        {"messageId": "%s", "customerId": "%s", "ticketId": "%s", "actor": {"id": "%s"}, "from": "%s", \
        "sentAt": "2026-11-21T10:00:00Z", "text": "%s"}"""
        .formatted(
            messageId,
            customer,
            ticket,
            from.equals("agent") ? "agent-7" : "bot-1",
            from,
            UUID.randomUUID());
  }

  private void assign(String ticket) {
    ticketCommand(ticket, "\"action\": \"assign\", \"agent\": \"agent-7\"");
  }

  private void close(String ticket) {
    ticketCommand(ticket, "\"action\": \"close\"");
  }

  private void ticketCommand(String ticket, String fields) {
    JsonNode outcome =
        command(Topic.COMMANDS_TICKET, fields + ", \"ticketId\": \"" + ticket + "\"");
    assertThat(outcome.required("status").stringValue()).isEqualTo("done");
  }

  /** Why so many replies were suppressed, in their order. */
  private List<String> reasons(int count) {
    return expect(Topic.MESSAGES_SUPPRESSED, count).stream()
        .map(seen -> String.valueOf(seen.header("ce_reason")))
        .toList();
  }

  private List<String> history(String ticket) {
    List<String> said = new ArrayList<>();
    jdbc.sql(
            """
            select concat_ws(' ', said_by, actor_id, decision, message_id) from outbound_message
            where 't-' || ticket_no = ? order by record_offset""")
        .param(ticket)
        .query(
            row -> {
              said.add(row.getString(1));
            });
    return said;
  }
}
