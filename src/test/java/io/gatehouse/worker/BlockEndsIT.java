package io.gatehouse.worker;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.topics.Topic;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Blocks with an end, which Gatehouse ends itself. */
class BlockEndsIT extends WorkerFixture {

  @BeforeEach
  void switches() {
    set("bot.enabled", false);
    set("block-contact.enabled", true);
  }

  @Test
  void when_its_time_has_come_a_block_ends_by_itself_and_its_messages_come_along() {
    block(Instant.now().plusSeconds(3));
    say("while blocked");
    expect(Topic.TICKETS_BLOCKED, 1);

    JsonNode end = endsOf(customer, 1).getFirst();

    assertThat(end.required("status").stringValue()).isEqualTo("done");
    assertThat(end.required("actor").required("id").stringValue()).isEqualTo("gatehouse");
    List<KafkaProbe.Seen> unassigned = expect(Topic.TICKETS_UNASSIGNED, 2);
    assertThat(unassigned.getLast().header("ce_restored")).isEqualTo("true");
    say("free again");
    expect(Topic.TICKETS_UNASSIGNED, 3);
  }

  @Test
  void a_block_whose_end_has_passed_already_ends_at_once() {
    block(Instant.parse("2020-01-01T00:00:00Z"));
    assertThat(endsOf(customer, 1).getFirst().required("status").stringValue()).isEqualTo("done");
  }

  @Test
  void a_contact_who_is_blocked_anew_stays_blocked_beyond_the_first_end() {
    Instant soon = Instant.now().plusSeconds(2);
    block(soon);
    block(Instant.parse("2099-01-01T00:00:00Z"));
    String later = newCustomerId();
    String customerOfThisTest = customer;
    customer = later;
    block(soon.plusSeconds(1));
    endsOf(later, 1); // by now the first end would have been asked for

    customer = customerOfThisTest;
    say("still blocked");
    expect(Topic.TICKETS_BLOCKED, 1);
    endsOf(customer, 0);
  }

  /** Else a block that was given before, and is handled afterwards, would be superseded by it. */
  @Test
  void the_end_of_a_block_is_no_word_on_another_one() {
    block(Instant.parse("2020-01-01T00:00:00Z"));
    endsOf(customer, 1);

    assertThat(
            jdbc.sql("select wanted from flag_word where customer_id = ?")
                .param(customer)
                .query(Boolean.class)
                .single())
        .isTrue();
  }

  private void block(Instant until) {
    assertThat(
            command(Topic.COMMANDS_BLOCK, "\"until\": \"%s\"".formatted(until))
                .required("status")
                .stringValue())
        .isEqualTo("done");
  }

  /** The outcomes of the unblocks that nobody else has asked for. */
  private List<JsonNode> endsOf(String customerId, int count) {
    return await()
        .atMost(30, SECONDS)
        .until(
            () ->
                kafka.read(Topic.COMMANDS_OUTCOME, customerId).stream()
                    .map(seen -> json(String.valueOf(seen.text())))
                    .filter(outcome -> outcome.required("command").stringValue().equals("unblock"))
                    .toList(),
            found -> found.size() == count);
  }
}
