package io.gatehouse.worker;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.topics.Topic;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

/** What an action answers with: its outcome, a rejection, a link; and the same again by its key. */
class ApiOutcomesIT extends ApiFixture {

  private static final String KEY = "Idempotency-Key";

  @Autowired TransactionTemplate transaction;

  @BeforeEach
  void blocksAreOn() {
    ask(ADMIN, "PUT", "/api/settings/block-contact.enabled", "{\"value\": true}");
  }

  @Test
  void the_same_request_with_the_same_key_is_one_command() {
    String key = UUID.randomUUID().toString();

    Answer first = block("{\"reason\": \"spam\"}", key);
    Answer again = block("{\"reason\": \"spam\"}", key);

    assertThat(first.text("status")).isEqualTo("done");
    assertThat(again.body()).isEqualTo(first.body());
    assertThat(kafka.read(Topic.COMMANDS_BLOCK, customer)).hasSize(2);
    assertThat(audited()).isEqualTo(1);
  }

  @Test
  void a_key_is_for_one_request() {
    String key = UUID.randomUUID().toString();
    block("{\"reason\": \"spam\"}", key);

    Answer other = block("{\"reason\": \"rude\"}", key);

    assertThat(other.status()).isEqualTo(409);
    assertThat(other.text("code")).isEqualTo("id-reused");
    assertThat(other.text("detail")).contains("another Idempotency-Key");
  }

  @Test
  void a_key_counts_for_its_user_and_the_kind_of_command() {
    String key = UUID.randomUUID().toString();
    block("{\"reason\": \"spam\"}", key);

    Answer byAnother = post(ADMIN, path("block"), "{\"reason\": \"x\"}", KEY, key);
    Answer ofAnotherKind = post(AGENT, path("blacklist"), "{\"reason\": \"x\"}", KEY, key);

    assertThat(byAnother.text("status")).isEqualTo("unchanged");
    assertThat(ofAnotherKind.text("status")).isEqualTo("done");
  }

  /** Sent at the same moment, with different content: each hears its own answer. */
  @Test
  void two_requests_at_once_with_one_key_are_told_apart() {
    for (int i = 0; i < 10; i++) {
      customer = newCustomerId();
      String key = UUID.randomUUID().toString();
      List<Answer> answers =
          Stream.of("{\"reason\": \"spam\"}", "{\"reason\": \"rude\"}")
              .map(body -> CompletableFuture.supplyAsync(() -> block(body, key)))
              .toList()
              .stream()
              .map(CompletableFuture::join)
              .toList();

      assertThat(answers).extracting(Answer::status).containsExactlyInAnyOrder(200, 409);
    }
  }

  @Test
  void a_rejection_is_a_problem_with_its_code() {
    ask(ADMIN, "PUT", "/api/settings/block-contact.enabled", "{\"value\": false}");

    Answer answer = block(null, UUID.randomUUID().toString());

    assertThat(answer.status()).isEqualTo(409);
    assertThat(answer.text("type")).isEqualTo("/problems/rejected");
    assertThat(answer.text("code")).isEqualTo("feature-disabled");
    assertThat(answer.text("detail")).contains("PUT /api/settings/block-contact.enabled");
  }

  @Test
  void what_is_not_there_is_not_found() {
    Answer customerUnknown = post(SUPERVISOR, path("tags"), "{\"add\": [\"vip\"]}");
    assertThat(customerUnknown.status()).isEqualTo(404);
    assertThat(customerUnknown.text("code")).isEqualTo("unknown-customer");

    say("hello");
    expect(Topic.TICKETS_UNASSIGNED, 1);
    Answer ticketUnknown = post(AGENT, path("tickets/t-999999999/close"), null);
    assertThat(ticketUnknown.status()).isEqualTo(404);
    assertThat(ticketUnknown.text("code")).isEqualTo("unknown-ticket");
  }

  /** Somebody holds the customer's row for longer than a second. */
  @Test
  void a_command_that_takes_longer_is_answered_with_a_link() {
    say("hello");
    expect(Topic.TICKETS_UNASSIGNED, 1);

    String link =
        transaction.execute(
            status -> {
              jdbc.sql("select 1 from customer where customer_id = ? for update")
                  .param(customer)
                  .query(Integer.class)
                  .single();
              Answer answer = block("{\"reason\": \"spam\"}", UUID.randomUUID().toString());
              assertThat(answer.status()).isEqualTo(202);
              assertThat(answer.text("status")).isEqualTo("pending");
              String location = answer.header("Location");
              assertThat(get(AGENT, location).status()).isEqualTo(202);
              assertThat(get(AGENT, location.replaceAll("\\?.*", "")).status()).isEqualTo(404);
              return location;
            });

    await().atMost(30, SECONDS).until(() -> get(AGENT, link).status() == 200);
    assertThat(get(AGENT, link).text("status")).isEqualTo("done");
    assertThat(get(SUPERVISOR, link).text("status")).isEqualTo("done");
    assertThat(get(AGENT, link.replaceAll("\\?.*", "")).text("status")).isEqualTo("done");
  }

  @Test
  void another_agent_may_not_look() {
    String commandId = block("{}", UUID.randomUUID().toString()).text("commandId");
    String mine = "/api/commands/block/" + customer + "/" + commandId;
    assertThat(get(AGENT, mine).status()).isEqualTo(200);

    String theirs = post(ADMIN, path("block"), null).text("commandId");
    Answer answer = get(AGENT, "/api/commands/block/" + customer + "/" + theirs);

    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.text("type")).isEqualTo("/problems/forbidden");
  }

  @Test
  void a_rejection_is_the_same_problem_at_its_link() {
    Answer rejected = post(SUPERVISOR, path("tags"), "{\"add\": [\"vip\"]}");
    String id = rejected.text("commandId");

    Answer later = get(SUPERVISOR, "/api/commands/customer/" + customer + "/" + id);

    assertThat(later.status()).isEqualTo(404);
    assertThat(later.text("code")).isEqualTo("unknown-customer");
  }

  private Answer block(@Nullable String body, String key) {
    return post(AGENT, path("block"), body, KEY, key);
  }

  private String path(String action) {
    return "/api/customers/" + customer + "/" + action;
  }

  private long audited() {
    return jdbc.sql("select count(*) from audit_entry where customer_id = ?")
        .param(customer)
        .query(Long.class)
        .single();
  }
}
