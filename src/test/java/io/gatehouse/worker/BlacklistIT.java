package io.gatehouse.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.topics.Topic;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The blacklist, seen from outside. */
class BlacklistIT extends WorkerFixture {

  private static final String ADD = "\"action\": \"add\", \"reason\": \"threats\"";
  private static final String REMOVE = "\"action\": \"remove\"";

  @BeforeEach
  void switches() {
    set("bot.enabled", false);
    set("block-contact.enabled", true);
  }

  @Test
  void who_is_blacklisted_loses_all_conversations_and_messages_reach_no_queue() {
    say("1");
    say(customer, "sms", "2");
    expect(Topic.TICKETS_UNASSIGNED, 2);

    JsonNode outcome = command(Topic.COMMANDS_BLACKLIST, ADD);

    assertThat(status(outcome)).isEqualTo("done");
    assertThat(outcome.required("detail").required("ticketsClosed").intValue()).isEqualTo(2);
    assertThat(expect(Topic.TICKETS_UNASSIGNED, 4).subList(2, 4))
        .extracting(KafkaProbe.Seen::type)
        .containsOnly("gatehouse.ticket.closed");
    JsonNode blacklisted = state(1).required("blacklisted");
    assertThat(blacklisted.required("by").stringValue()).isEqualTo("supervisor-1");
    assertThat(blacklisted.required("reason").stringValue()).isEqualTo("threats");
    say("3");
    assertThat(expect(Topic.MESSAGES_SUPPRESSED, 1).getFirst().header("ce_reason"))
        .isEqualTo("blacklisted");
    assertThat(status(command(Topic.COMMANDS_BLACKLIST, ADD))).isEqualTo("unchanged");
  }

  @Test
  void removing_restores_nothing_by_itself_and_the_next_message_opens_a_conversation() {
    say("1");
    expect(Topic.TICKETS_UNASSIGNED, 1);
    command(Topic.COMMANDS_BLACKLIST, ADD);
    say("2");
    expect(Topic.MESSAGES_SUPPRESSED, 1);

    assertThat(status(command(Topic.COMMANDS_BLACKLIST, REMOVE))).isEqualTo("done");

    assertThat(state(2).required("blacklisted").isNull()).isTrue();
    say("3");
    List<KafkaProbe.Seen> seen = expect(Topic.TICKETS_UNASSIGNED, 3); // routed, closed, routed
    assertThat(seen.getLast().header("ce_newticket")).isEqualTo("true");
    assertThat(status(command(Topic.COMMANDS_BLACKLIST, REMOVE))).isEqualTo("unchanged");
  }

  @Test
  void blacklist_wins_over_block_and_removing_one_flag_reveals_the_other() {
    command(Topic.COMMANDS_BLOCK, "");
    say("1");
    expect(Topic.TICKETS_BLOCKED, 1);
    command(Topic.COMMANDS_BLACKLIST, ADD);
    assertThat(expect(Topic.TICKETS_BLOCKED, 2).getLast().type())
        .isEqualTo("gatehouse.ticket.closed");
    say("2");
    expect(Topic.MESSAGES_SUPPRESSED, 1);

    command(Topic.COMMANDS_BLACKLIST, REMOVE);

    say("3");
    assertThat(expect(Topic.TICKETS_BLOCKED, 3).getLast().header("ce_newticket")).isEqualTo("true");
    assertThat(state(3).required("blocked").isNull()).isFalse();
  }

  @Test
  void a_customer_not_seen_before_can_be_put_on_the_list_but_not_taken_off() {
    assertThat(command(Topic.COMMANDS_BLACKLIST, REMOVE).required("code").stringValue())
        .isEqualTo("unknown-customer");
    assertThat(status(command(Topic.COMMANDS_BLACKLIST, ADD))).isEqualTo("done");
    say("hello");
    expect(Topic.MESSAGES_SUPPRESSED, 1);
  }

  @Test
  void without_a_reason_it_is_a_dead_letter() {
    kafka.send(
        Topic.COMMANDS_BLACKLIST,
        customer,
        commandValue(customer, "no-reason", "\"action\": \"add\""));

    var dead = expect(Topic.COMMANDS_BLACKLIST_DLT, 1).getFirst();
    assertThat(dead.header("gatehouse-error-message")).isEqualTo("reason: is missing");
  }

  private JsonNode state(int changes) {
    return json(String.valueOf(expect(Topic.CUSTOMERS_STATE, changes).getLast().text()));
  }

  private static String status(JsonNode outcome) {
    return outcome.required("status").stringValue();
  }
}
