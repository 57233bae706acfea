package io.gatehouse.worker;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.topics.Topic;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * A ticket with very many messages moves, and is erased, page by page and in several Kafka
 * transactions.
 */
class LargeMoveIT extends WorkerFixture {

  private static final int MESSAGES = Integer.getInteger("gatehouse.proof.large-ticket", 20_000);

  @Test
  void a_large_ticket_moves_with_all_messages_in_order_and_is_erased_whole() {
    set("bot.enabled", false);
    set("block-contact.enabled", true);
    command(Topic.COMMANDS_BLOCK, "");
    for (int i = 0; i < MESSAGES; i++) {
      kafka.sendSoon(Topic.MESSAGES_INBOUND, customer, message(i));
    }
    kafka.flush();
    await()
        .atMost(120, SECONDS)
        .until(() -> kafka.read(Topic.TICKETS_BLOCKED, customer).size() == MESSAGES);

    JsonNode unblocked = command(Topic.COMMANDS_UNBLOCK, "");

    assertThat(unblocked.required("status").stringValue()).isEqualTo("done");
    List<KafkaProbe.Seen> restored = kafka.read(Topic.TICKETS_UNASSIGNED, customer);
    assertThat(restored).hasSize(MESSAGES + 1);
    for (int i = 0; i < MESSAGES; i++) {
      assertThat(restored.get(i + 1).text()).isEqualTo(message(i));
    }

    command(Topic.COMMANDS_BLOCK, "");
    JsonNode deleted = command(Topic.COMMANDS_DELETE_ALL, "");
    assertThat(deleted.required("detail").required("messagesErased").intValue())
        .isEqualTo(MESSAGES);
    assertThat(
            kafka.read(Topic.TICKETS_BLOCKED, customer).stream()
                .filter(seen -> "gatehouse.message.erased".equals(seen.type()))
                .map(KafkaProbe.Seen::key)
                .distinct())
        .hasSize(MESSAGES);
    // The list of what was to be erased is dropped with the next command on that partition.
    command(Topic.COMMANDS_DELETE_ALL, "");
    assertThat(
            jdbc.sql(
                    """
                    select count(*) from erasure e
                    join command c on c.source_id = e.command_source_id and c.record_offset = e.command_offset
                    where c.command_key = ?
                    """)
                .param(customer)
                .query(Long.class)
                .single())
        .isZero();
  }

  private String message(int i) {
    return """
        {"messageId": "%d", "customerId": "%s", "channel": "sms", "sentAt": "2026-11-21T10:00:00Z", "text": "text %d"}"""
        .formatted(i, customer, i);
  }
}
