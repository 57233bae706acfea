package io.gatehouse.worker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.history.AcceptedMessages;
import io.gatehouse.topics.Topic;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The nine rules of {@code behaviour.md}, seen from outside. */
class RoutingIT extends WorkerFixture {

  @BeforeEach
  void switches() {
    set("bot.enabled", false);
    set("bot.channels.webchat", false);
    set("block-contact.enabled", true);
  }

  @Test
  void rule1_an_invalid_message_is_a_dead_letter_and_its_neighbours_are_not() {
    say("before");
    kafka.send(Topic.MESSAGES_INBOUND, customer, "{\"customerId\": \"" + customer + "\"}");
    say("after");

    var dead = expect(Topic.MESSAGES_INBOUND_DLT, 1).getFirst();
    assertThat(dead.header("gatehouse-error-code")).isEqualTo("invalid");
    assertThat(dead.header("gatehouse-error-message")).contains("messageId");
    assertThat(dead.header("kafka_dlt-original-topic")).isEqualTo("messages.inbound");
    assertThat(expect(Topic.TICKETS_UNASSIGNED, 2))
        .extracting(KafkaProbe.Seen::text)
        .satisfiesExactly(
            text -> assertThat(text).contains("before"),
            text -> assertThat(text).contains("after"));
  }

  @Test
  void rule2_the_same_message_id_again_is_a_duplicate_on_its_channel() {
    String value = say("once");
    kafka.send(Topic.MESSAGES_INBOUND, customer, value);
    kafka.send(Topic.MESSAGES_INBOUND, customer, value.replace("whatsapp", "sms"));

    assertThat(expect(Topic.TICKETS_UNASSIGNED, 2))
        .allMatch(seen -> "true".equals(seen.header("ce_newticket")));
    var duplicate = expect(Topic.MESSAGES_SUPPRESSED, 1).getFirst();
    assertThat(duplicate.header("ce_reason")).isEqualTo("duplicate");
    assertThat(duplicate.type()).isEqualTo("gatehouse.message.suppressed");
    assertThat(duplicate.text()).isEqualTo(value);
    assertThat(duplicate.header("ce_ticketid")).isNull();
  }

  /** Of so many messages; the third and the fourth batch know who it is from the ones before. */
  @ParameterizedTest
  @ValueSource(ints = {1, AcceptedMessages.FEW, AcceptedMessages.FEW + 1})
  void rule2_holds_for_messages_of_an_earlier_period_whenever_they_come_again(int messages) {
    List<String> old = IntStream.range(0, messages).mapToObj(i -> say("old " + i)).toList();
    expect(Topic.TICKETS_UNASSIGNED, messages);
    Instant earlier = AcceptedMessages.thisPeriod(Instant.now()).minusSeconds(1);
    jdbc.sql(
            "select create_message_period(cast(floor(extract(epoch from ?::timestamptz) / 86400 / 5) as integer))")
        .param(Timestamp.from(earlier))
        .query(row -> {});
    jdbc.sql(
            """
            update message set decided_at = ?
            where customer_no = (select customer_no from customer where customer_id = ?)
            """)
        .params(Timestamp.from(earlier), customer)
        .update();
    byHand(
        "update customer set created_at = created_at - interval '60 days' where customer_id = ?",
        customer);

    for (int again = 1; again <= 4; again++) {
      say("new");
      expect(Topic.TICKETS_UNASSIGNED, messages + again);
      kafka.send(Topic.MESSAGES_INBOUND, customer, old.get(again * (messages - 1) / 4));
      assertThat(expect(Topic.MESSAGES_SUPPRESSED, again))
          .allMatch(seen -> "duplicate".equals(seen.header("ce_reason")));
    }
  }

  @Test
  void rule3_a_blacklisted_customers_message_is_kept_and_reaches_no_queue() {
    say("first");
    expect(Topic.TICKETS_UNASSIGNED, 1);
    byHand(
        "update customer set blacklisted_at = now(), blacklisted_by = 'a', blacklisted_reason = 'r' where customer_id = ?",
        customer);

    say("second");

    assertThat(expect(Topic.MESSAGES_SUPPRESSED, 1).getFirst().header("ce_reason"))
        .isEqualTo("blacklisted");
    expect(Topic.TICKETS_UNASSIGNED, 1);
    assertThat(
            jdbc.sql(
                    "select count(*) from message m join customer c using (customer_no) where c.customer_id = ? and ticket_no is null")
                .param(customer)
                .query(Long.class)
                .single())
        .isEqualTo(1);
  }

  @Test
  void rule4_a_blocked_customers_messages_share_a_blocked_ticket_for_each_channel() {
    command(Topic.COMMANDS_BLOCK, "");
    say("one");
    say("two");
    say(customer, "sms", "three");

    List<KafkaProbe.Seen> blocked = expect(Topic.TICKETS_BLOCKED, 3);
    assertThat(blocked).allMatch(seen -> "blocked".equals(seen.header("ce_reason")));
    assertThat(blocked).allMatch(seen -> String.valueOf(seen.key()).equals(seen.header("ce_id")));
    assertThat(blocked).extracting(seen -> seen.header("ce_ticketid")).doesNotContainNull();
    assertThat(blocked.stream().map(seen -> seen.header("ce_ticketid")).distinct()).hasSize(2);
    assertThat(blocked.stream().map(seen -> seen.source().partition()).distinct()).hasSize(1);
  }

  @Test
  void rule5_an_agents_ticket_gets_the_message_in_the_inbox() {
    say("first");
    String ticket = expect(Topic.TICKETS_UNASSIGNED, 1).getFirst().header("ce_ticketid");
    byHand(
        "update ticket set queue = 'inbox', agent = 'agent-7' where 't-' || ticket_no = ?", ticket);

    say("second");

    var routed = expect(Topic.TICKETS_INBOX, 1).getFirst();
    assertThat(routed.header("ce_reason")).isEqualTo("assigned");
    assertThat(routed.header("ce_agent")).isEqualTo("agent-7");
    assertThat(routed.header("ce_ticketid")).isEqualTo(ticket);
    assertThat(routed.header("ce_newticket")).isNull();
  }

  @Test
  void rule6_a_bot_ticket_moves_to_unassigned_when_the_bot_is_no_longer_active() {
    set("bot.enabled", true);
    say("first");
    var first = expect(Topic.TICKETS_BOT, 1).getFirst();
    assertThat(first.header("ce_reason")).isEqualTo("bot-active");
    set("bot.enabled", false);

    say("second");

    List<KafkaProbe.Seen> unassigned = expect(Topic.TICKETS_UNASSIGNED, 2);
    assertThat(unassigned.getFirst().type()).isEqualTo("gatehouse.ticket.arrived");
    var arrived = json(String.valueOf(unassigned.getFirst().text()));
    assertThat(arrived.required("messages").longValue()).isEqualTo(1);
    assertThat(arrived.required("from").stringValue()).isEqualTo("bot");
    assertThat(unassigned.getLast().header("ce_reason")).isEqualTo("bot-inactive");
    assertThat(unassigned.getLast().header("ce_ticketid")).isEqualTo(first.header("ce_ticketid"));
    assertThat(expect(Topic.TICKETS_BOT, 2).getLast().type()).isEqualTo("gatehouse.ticket.left");
  }

  @Test
  void rules7_8_9_open_tickets_keep_their_queue_and_new_ones_go_to_the_bot_if_it_is_active() {
    set("bot.channels.webchat", true);
    say(customer, "webchat", "to the bot");
    say(customer, "webchat", "again");
    say(customer, "sms", "to nobody");
    say(customer, "sms", "again");

    assertThat(expect(Topic.TICKETS_BOT, 2))
        .extracting(seen -> seen.header("ce_reason"))
        .containsExactly("bot-active", "open-ticket");
    assertThat(expect(Topic.TICKETS_UNASSIGNED, 2))
        .extracting(seen -> seen.header("ce_reason"))
        .containsExactly("no-bot", "open-ticket");
  }

  @Test
  void bytes_and_the_connectors_headers_are_passed_on_and_ours_cannot_be_forged() {
    String value =
        """
        { "text":"\\ud83d\\ude00 é \\u0001", "unknown": [1e400, {"a":null}],
          "messageId":"m", "customerId":"%s", "channel":"sms", "sentAt":"2026-11-21T10:00:00+01:00" }"""
            .formatted(customer);
    kafka.send(
        Topic.MESSAGES_INBOUND,
        customer,
        value,
        new RecordHeader("traceparent", "00-abc".getBytes(UTF_8)),
        new RecordHeader("ce_queue", "inbox".getBytes(UTF_8)),
        new RecordHeader("gatehouse-error-code", "x".getBytes(UTF_8)));

    var routed = expect(Topic.TICKETS_UNASSIGNED, 1).getFirst();
    assertThat(routed.source().value()).isEqualTo(value.getBytes(UTF_8));
    assertThat(routed.header("traceparent")).isEqualTo("00-abc");
    assertThat(routed.source().headers().headers("ce_queue")).hasSize(1);
    assertThat(routed.header("ce_queue")).isEqualTo("unassigned");
    assertThat(routed.header("gatehouse-error-code")).isNull();
    assertThat(routed.header("ce_specversion")).isEqualTo("1.0");
    assertThat(routed.header("ce_source")).isEqualTo("/gatehouse");
    assertThat(routed.header("content-type")).isEqualTo("application/json");
    assertThat(routed.header("ce_subject")).isEqualTo(customer);
    assertThat(routed.header("ce_origin")).matches("messages\\.inbound:\\d+:\\d+");
  }

  @Test
  void a_profile_fills_blanks_and_overwrites_nothing() {
    jdbc.sql("insert into customer (customer_id, created_at, nickname) values (?, now(), 'edited')")
        .param(customer)
        .update();
    for (String profile :
        List.of(
            "{\"nickname\": \"Ann\", \"phone\": \"1\"}",
            "{\"phone\": \"2\", \"company\": \"ACME\"}")) {
      kafka.send(
          Topic.MESSAGES_INBOUND,
          customer,
          """
          {"messageId": "%s", "customerId": "%s", "channel": "sms", "sentAt": "2026-11-21T10:00:00Z", "text": "x", "customer": %s}"""
              .formatted(profile.hashCode(), customer, profile));
    }
    expect(Topic.TICKETS_UNASSIGNED, 2);
    assertThat(
            jdbc.sql(
                    "select nickname, phone, company, real_name from customer where customer_id = ?")
                .param(customer)
                .query()
                .singleRow())
        .containsEntry("nickname", "edited")
        .containsEntry("phone", "1")
        .containsEntry("company", "ACME")
        .containsEntry("real_name", null);
  }

  /** Changes what a command would, and says so to workers that remember customers. */
  private void byHand(String sql, @Nullable String param) {
    jdbc.sql(sql).param(param).update();
    jdbc.sql("update customer_stripe set version = version + 1").update();
  }
}
