package io.gatehouse.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.progress.ProgressStore;
import io.gatehouse.progress.SourcePartition;
import io.gatehouse.sql.RoundTrip;
import io.gatehouse.topics.Topic;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

/** Block, unblock, delete-all and the switch, seen from outside. */
class BlockingIT extends WorkerFixture {

  @Autowired TransactionTemplate transaction;
  @Autowired JdbcTemplate template;
  @Autowired ProgressStore progress;

  @BeforeEach
  void switches() {
    set("bot.enabled", false);
    set("block-contact.enabled", true);
  }

  @Test
  void a_block_is_refused_while_the_feature_is_off() {
    set("block-contact.enabled", false);
    JsonNode outcome = command(Topic.COMMANDS_BLOCK, "");
    assertThat(outcome.required("status").stringValue()).isEqualTo("rejected");
    assertThat(outcome.required("code").stringValue()).isEqualTo("feature-disabled");
    say("still welcome");
    expect(Topic.TICKETS_UNASSIGNED, 1);
  }

  @Test
  void a_switch_that_is_set_already_is_unchanged() {
    assertThat(set("block-contact.enabled", true).required("status").stringValue())
        .isEqualTo("unchanged");
    assertThat(set("customers-page.enabled", false).required("status").stringValue())
        .isEqualTo("unchanged");
  }

  @Test
  void a_block_moves_open_tickets_and_says_so() {
    say("hello");
    String ticket = ticketOf(expect(Topic.TICKETS_UNASSIGNED, 1).getFirst());

    JsonNode outcome =
        command(Topic.COMMANDS_BLOCK, "\"reason\": \"spam\", \"until\": \"2030-01-01T00:00:00Z\"");

    assertThat(status(outcome)).isEqualTo("done");
    assertThat(outcome.required("detail").required("ticketsMoved").intValue()).isEqualTo(1);
    var left = expect(Topic.TICKETS_UNASSIGNED, 2).getLast();
    assertThat(left.type()).isEqualTo("gatehouse.ticket.left");
    assertThat(json(String.valueOf(left.text())).required("to").stringValue()).isEqualTo("blocked");
    var arrived = expect(Topic.TICKETS_BLOCKED, 1).getFirst();
    assertThat(arrived.type()).isEqualTo("gatehouse.ticket.arrived");
    assertThat(arrived.key()).isEqualTo("ticket:" + ticket);
    JsonNode state = json(String.valueOf(expect(Topic.CUSTOMERS_STATE, 1).getFirst().text()));
    assertThat(state.required("blocked").required("by").stringValue()).isEqualTo("supervisor-1");
    assertThat(state.required("blocked").required("reason").stringValue()).isEqualTo("spam");
    assertThat(state.required("blocked").required("until").stringValue())
        .isEqualTo("2030-01-01T00:00:00Z");

    say("more");
    assertThat(ticketOf(expect(Topic.TICKETS_BLOCKED, 2).getLast())).isEqualTo(ticket);
  }

  @Test
  void blocking_a_blocked_contact_is_unchanged() {
    command(Topic.COMMANDS_BLOCK, "");
    assertThat(status(command(Topic.COMMANDS_BLOCK, ""))).isEqualTo("unchanged");
    expect(Topic.CUSTOMERS_STATE, 1);
  }

  @Test
  void unblock_all_brings_the_messages_along_in_order_and_marked() {
    command(Topic.COMMANDS_BLOCK, "");
    List<String> values = List.of(say("1"), say("2"), say("3"));
    expect(Topic.TICKETS_BLOCKED, 3);

    JsonNode outcome = command(Topic.COMMANDS_UNBLOCK, "");

    assertThat(outcome.required("detail").required("ticketsMoved").intValue()).isEqualTo(1);
    List<KafkaProbe.Seen> unassigned = expect(Topic.TICKETS_UNASSIGNED, 4);
    assertThat(json(String.valueOf(unassigned.getFirst().text())).required("messages").intValue())
        .isEqualTo(3);
    assertThat(unassigned.subList(1, 4))
        .extracting(KafkaProbe.Seen::text)
        .containsExactlyElementsOf(values);
    assertThat(unassigned.subList(1, 4))
        .allMatch(seen -> "true".equals(seen.header("ce_restored")));
    assertThat(unassigned).extracting(seen -> seen.header("ce_id")).doesNotHaveDuplicates();
    say("free again");
    assertThat(expect(Topic.TICKETS_UNASSIGNED, 5).getLast().header("ce_reason"))
        .isEqualTo("open-ticket");
  }

  @Test
  void
      unblocking_one_ticket_leaves_the_contact_blocked_and_the_next_blocked_ticket_joins_it_at_unblock_all() {
    command(Topic.COMMANDS_BLOCK, "");
    say("1");
    String first = ticketOf(expect(Topic.TICKETS_BLOCKED, 1).getFirst());
    JsonNode outcome = command(Topic.COMMANDS_UNBLOCK, "\"ticketId\": \"" + first + "\"");
    assertThat(status(outcome)).isEqualTo("done");
    expect(Topic.TICKETS_UNASSIGNED, 2); // arrived, restored

    say("2");
    String second = ticketOf(expect(Topic.TICKETS_BLOCKED, 3).getLast()); // routed, left, routed
    assertThat(second).isNotEqualTo(first);

    JsonNode all = command(Topic.COMMANDS_UNBLOCK, "");
    assertThat(all.required("detail").required("ticketsMerged").intValue()).isEqualTo(1);
    var restored = expect(Topic.TICKETS_UNASSIGNED, 3).getLast();
    assertThat(ticketOf(restored)).isEqualTo(first);
    var closed = json(String.valueOf(expect(Topic.TICKETS_BLOCKED, 4).getLast().text()));
    assertThat(closed.required("mergedInto").stringValue()).isEqualTo(first);
    assertThat(code(command(Topic.COMMANDS_UNBLOCK, "\"ticketId\": \"" + second + "\"")))
        .isEqualTo("unknown-ticket");
    assertThat(status(command(Topic.COMMANDS_UNBLOCK, "\"ticketId\": \"" + first + "\"")))
        .isEqualTo("unchanged");

    // what was merged is blocked, and deleted, with the ticket that it joined
    command(Topic.COMMANDS_BLOCK, "");
    JsonNode deleted = command(Topic.COMMANDS_DELETE_ALL, "");
    assertThat(deleted.required("detail").required("messagesErased").intValue()).isEqualTo(2);
    assertThat(deleted.required("detail").required("ticketsDeleted").intValue()).isEqualTo(1);
    assertThat(messagesOf(customer)).isZero();
  }

  @Test
  void delete_all_erases_the_messages_and_nothing_brings_them_back() {
    say(customer, "sms", "kept");
    expect(Topic.TICKETS_UNASSIGNED, 1);
    jdbc.sql(
            "update ticket set closed_at = now() where customer_no = (select customer_no from customer where customer_id = ?)")
        .param(customer)
        .update();
    command(Topic.COMMANDS_BLOCK, "");
    String value = say("secret-1");
    say("secret-2");
    expect(Topic.TICKETS_BLOCKED, 2);

    JsonNode outcome = command(Topic.COMMANDS_DELETE_ALL, "");

    JsonNode detail = outcome.required("detail");
    assertThat(detail.required("messagesErased").intValue()).isEqualTo(2);
    assertThat(detail.required("erasedFromLogBy").stringValue()).startsWith("20");
    List<KafkaProbe.Seen> blocked = expect(Topic.TICKETS_BLOCKED, 5);
    assertThat(blocked.subList(2, 4))
        .extracting(KafkaProbe.Seen::key)
        .containsExactly(blocked.get(0).key(), blocked.get(1).key());
    assertThat(blocked.subList(2, 4)).allMatch(seen -> seen.text() == null);
    assertThat(blocked.getLast().type()).isEqualTo("gatehouse.ticket.deleted");
    assertThat(messagesOf(customer)).isEqualTo(1);

    kafka.send(Topic.MESSAGES_INBOUND, customer, value);
    assertThat(expect(Topic.MESSAGES_SUPPRESSED, 1).getFirst().header("ce_reason"))
        .isEqualTo("duplicate");
    assertThat(messagesOf(customer)).isEqualTo(1);
    assertThat(status(command(Topic.COMMANDS_DELETE_ALL, ""))).isEqualTo("unchanged");
  }

  /**
   * A batch locks its partitions and then its customers; a command has its customers, and what it
   * stores refers to partitions. With a stronger lock each waited for the other.
   */
  @Test
  void delete_all_does_not_wait_for_the_partitions_of_a_batch() {
    command(Topic.COMMANDS_BLOCK, "");
    say("not known to be published");
    expect(Topic.TICKETS_BLOCKED, 1);

    JsonNode outcome =
        transaction.execute(
            batch -> {
              var locks = new RoundTrip();
              progress.lock(inboundPartitions(), locks);
              locks.run(template);
              return command(Topic.COMMANDS_DELETE_ALL, "");
            });

    assertThat(outcome).isNotNull();
    assertThat(outcome.required("detail").required("messagesErased").intValue()).isEqualTo(1);
  }

  private List<SourcePartition> inboundPartitions() {
    List<SourcePartition> found = new ArrayList<>();
    jdbc.sql(
            "select id, topic_id, topic_name, partition_no from source_partition where topic_name = 'messages.inbound'")
        .query(
            row -> {
              found.add(
                  new SourcePartition(
                      row.getInt(1), row.getString(2), row.getString(3), row.getInt(4)));
            });
    return found;
  }

  @Test
  void a_command_sent_again_has_no_second_effect_and_one_with_other_content_is_refused() {
    String id = UUID.randomUUID().toString();
    String block = commandValue(customer, id, "\"reason\": \"spam\"");
    kafka.send(Topic.COMMANDS_BLOCK, customer, block);
    outcomes(customer, id, 1);
    command(Topic.COMMANDS_UNBLOCK, "");

    kafka.send(Topic.COMMANDS_BLOCK, customer, block);
    List<JsonNode> outcomes = outcomes(customer, id, 2);
    assertThat(outcomes.get(1)).isEqualTo(outcomes.get(0));
    assertThat(
            kafka.read(Topic.COMMANDS_OUTCOME, customer).stream()
                .filter(seen -> String.valueOf(seen.text()).contains(id))
                .map(seen -> seen.header("ce_id"))
                .distinct())
        .hasSize(1);
    say("not blocked");
    expect(Topic.TICKETS_UNASSIGNED, 1);

    kafka.send(Topic.COMMANDS_BLOCK, customer, commandValue(customer, id, "\"reason\": \"other\""));
    assertThat(code(outcomes(customer, id, 3).getLast())).isEqualTo("id-reused");
  }

  @Test
  void an_unblock_of_an_unknown_customer_still_supersedes_an_older_block() {
    assertThat(code(command(Topic.COMMANDS_UNBLOCK, ""))).isEqualTo("unknown-customer");
    jdbc.sql("update flag_word set asked_at = now() + interval '1 hour' where customer_id = ?")
        .param(customer)
        .update();
    assertThat(code(command(Topic.COMMANDS_BLOCK, ""))).isEqualTo("superseded");
    assertThat(code(command(Topic.COMMANDS_DELETE_ALL, ""))).isEqualTo("superseded");
  }

  @Test
  void the_end_of_a_block_is_superseded_if_the_contact_was_blocked_anew() {
    command(Topic.COMMANDS_BLOCK, "\"until\": \"2030-01-01T00:00:00Z\"");
    String first =
        jdbc.sql("select blocked_command_id from customer where customer_id = ?")
            .param(customer)
            .query(String.class)
            .single();
    assertThat(status(command(Topic.COMMANDS_BLOCK, "\"until\": \"2031-01-01T00:00:00Z\"")))
        .isEqualTo("done");
    assertThat(code(command(Topic.COMMANDS_UNBLOCK, "\"endsBlock\": \"" + first + "\"")))
        .isEqualTo("superseded");
    say("still blocked");
    expect(Topic.TICKETS_BLOCKED, 1);
  }

  @Test
  void a_block_while_a_blocked_ticket_is_open_merges_the_ordinary_one_into_it() {
    command(Topic.COMMANDS_BLOCK, "");
    say("1");
    String first = ticketOf(expect(Topic.TICKETS_BLOCKED, 1).getFirst());
    command(Topic.COMMANDS_UNBLOCK, "\"ticketId\": \"" + first + "\"");
    say("2");
    expect(Topic.TICKETS_BLOCKED, 3);

    JsonNode outcome = command(Topic.COMMANDS_BLOCK, "");

    assertThat(status(outcome)).isEqualTo("done");
    assertThat(outcome.required("detail").required("ticketsMerged").intValue()).isEqualTo(1);
    assertThat(expect(Topic.TICKETS_UNASSIGNED, 3).getLast().type())
        .isEqualTo("gatehouse.ticket.closed");
  }

  @Test
  void bad_commands_are_dead_letters_that_name_the_field() {
    kafka.send(
        Topic.COMMANDS_BLOCK, customer, commandValue(customer, "x", "\"until\": \"tomorrow\""));
    kafka.send(Topic.COMMANDS_BLOCK, customer, commandValue("somebody else", "y", ""));
    kafka.send(Topic.COMMANDS_BLOCK, customer, "{");
    assertThat(status(command(Topic.COMMANDS_BLOCK, ""))).isEqualTo("done");
    List<KafkaProbe.Seen> dead = expect(Topic.COMMANDS_BLOCK_DLT, 3);
    assertThat(dead)
        .extracting(seen -> seen.header("gatehouse-error-code"))
        .containsExactly("invalid", "key-mismatch", "not-json");
    assertThat(dead.getFirst().header("gatehouse-error-message"))
        .startsWith("until:")
        .doesNotContain("tomorrow");
  }

  private long messagesOf(String customerId) {
    return jdbc.sql(
            "select count(*) from message join customer using (customer_no) where customer_id = ?")
        .param(customerId)
        .query(Long.class)
        .single();
  }

  private static String ticketOf(KafkaProbe.Seen seen) {
    return String.valueOf(seen.header("ce_ticketid"));
  }

  private static String status(JsonNode outcome) {
    return outcome.required("status").stringValue();
  }

  private static String code(JsonNode outcome) {
    return outcome.required("code").stringValue();
  }
}
