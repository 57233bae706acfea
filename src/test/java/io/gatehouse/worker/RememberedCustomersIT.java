package io.gatehouse.worker;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.topics.Topic;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What a worker remembers of a customer is never older than what has been decided since: by
 * commands, and by batches of another partition, where a connector puts one customer on two.
 */
class RememberedCustomersIT extends WorkerFixture {

  @BeforeEach
  void switches() {
    set("bot.enabled", false);
    set("block-contact.enabled", true);
  }

  @Test
  void every_command_counts_for_the_next_message() {
    say("1");
    String ticket = ticketOf(expect(Topic.TICKETS_UNASSIGNED, 1).getFirst());

    command(
        Topic.COMMANDS_TICKET,
        "\"action\": \"assign\", \"ticketId\": \"%s\", \"agent\": \"agent-7\"".formatted(ticket));
    say("2");
    assertThat(routed(Topic.TICKETS_INBOX, "2").header("ce_agent")).isEqualTo("agent-7");

    command(Topic.COMMANDS_TICKET, "\"action\": \"close\", \"ticketId\": \"%s\"".formatted(ticket));
    say("3");
    assertThat(routed(Topic.TICKETS_UNASSIGNED, "3").header("ce_newticket")).isEqualTo("true");

    command(Topic.COMMANDS_BLOCK, "");
    say("4");
    assertThat(routed(Topic.TICKETS_BLOCKED, "4").header("ce_reason")).isEqualTo("blocked");

    command(Topic.COMMANDS_UNBLOCK, "");
    say("5");
    assertThat(routed(Topic.TICKETS_UNASSIGNED, "5").header("ce_reason")).isEqualTo("open-ticket");

    command(Topic.COMMANDS_BLACKLIST, "\"action\": \"add\", \"reason\": \"spam\"");
    say("6");
    assertThat(expect(Topic.MESSAGES_SUPPRESSED, 1).getFirst().header("ce_reason"))
        .isEqualTo("blacklisted");
  }

  @Test
  void a_ticket_that_the_other_partition_has_opened_is_not_opened_again() {
    sayOn(0, "sms", "known here");
    expect(Topic.TICKETS_UNASSIGNED, 1);
    sayOn(1, "sms", "and here");
    expect(Topic.TICKETS_UNASSIGNED, 2);

    sayOn(0, "webchat", "opens");
    String ticket = ticketOf(expect(Topic.TICKETS_UNASSIGNED, 3).getLast());
    sayOn(1, "webchat", "joins");

    List<KafkaProbe.Seen> seen = expect(Topic.TICKETS_UNASSIGNED, 4);
    assertThat(seen)
        .filteredOn(
            each ->
                "webchat"
                    .equals(json(String.valueOf(each.text())).required("channel").stringValue()))
        .hasSize(2)
        .allSatisfy(each -> assertThat(ticketOf(each)).isEqualTo(ticket))
        .extracting(each -> each.header("ce_reason"))
        .containsExactlyInAnyOrder("no-bot", "open-ticket");
  }

  @Test
  void a_ticket_that_the_other_partition_has_moved_is_not_the_bots_any_more() {
    set("bot.enabled", true);
    sayOn(0, "sms", "1");
    expect(Topic.TICKETS_BOT, 1);
    sayOn(1, "sms", "2");
    expect(Topic.TICKETS_BOT, 2);

    set("bot.enabled", false);
    sayOn(0, "sms", "moves it");
    routed(Topic.TICKETS_UNASSIGNED, "moves it");
    set("bot.enabled", true);
    sayOn(1, "sms", "follows");

    assertThat(routed(Topic.TICKETS_UNASSIGNED, "follows").header("ce_reason"))
        .isEqualTo("open-ticket");
  }

  /** Waits for the test's customer's message with this text on a queue. */
  private KafkaProbe.Seen routed(Topic queue, String text) {
    return await()
        .atMost(30, SECONDS)
        .until(
            () ->
                kafka.read(queue, customer).stream()
                    .filter(seen -> "gatehouse.message.routed".equals(seen.type()))
                    .filter(seen -> String.valueOf(seen.text()).contains("\"" + text + "\"}"))
                    .toList(),
            seen -> !seen.isEmpty())
        .getFirst();
  }

  private static String ticketOf(KafkaProbe.Seen seen) {
    return String.valueOf(seen.header("ce_ticketid"));
  }

  private void sayOn(int partition, String channel, String text) {
    kafka.sendTo(
        Topic.MESSAGES_INBOUND,
        partition,
        customer,
        """
        {"messageId": "%s", "customerId": "%s", "channel": "%s", "sentAt": "2026-11-21T10:00:00Z", "text": "%s"}"""
            .formatted(UUID.randomUUID(), customer, channel, text));
  }
}
