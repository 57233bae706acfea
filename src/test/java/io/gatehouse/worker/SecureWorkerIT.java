package io.gatehouse.worker;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.local.KafkaRights;
import io.gatehouse.local.SecureTestServices;
import io.gatehouse.topics.Topic;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * One worker, logged in over TLS with only its own rights, everybody around it with theirs. What it
 * is denied it names, and it goes on when it is given.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SecureWorkerIT {

  private static final String PASSWORD = "another-secret";
  private static final KafkaRights RIGHTS = KafkaRights.load();

  private final SecureTestServices services = SecureTestServices.start();
  private final Admin admin = services.administrator();
  private final KafkaProbe connector = new KafkaProbe(services.client("connector"));
  private final KafkaProbe agents = new KafkaProbe(services.client("agents-screen"));
  private final KafkaProbe supervisors = new KafkaProbe(services.client("supervisors-screen"));
  private final KafkaProbe admins = new KafkaProbe(services.client("admins-screen"));
  private final WorkerProcess worker =
      new WorkerProcess(services.services(), SecureWorker.environment(services, PASSWORD));

  @AfterAll
  void stop() {
    worker.close();
    List.of(connector, agents, supervisors, admins).forEach(KafkaProbe::close);
    admin.close();
    services.close();
  }

  @Test
  @Order(1)
  void a_wrong_password_is_said_and_the_right_one_lets_it_in() throws Exception {
    String said = "waits for a login or a right at the broker (SaslAuthenticationException";
    awaitNotReady(said);
    assertThat(worker.log()).contains(said);
    assertThat(worker.get("/actuator/health/liveness")).startsWith("200");

    admin
        .alterUserScramCredentials(
            List.of(
                new UserScramCredentialUpsertion(
                    "gatehouse",
                    new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, 4096),
                    PASSWORD)))
        .all()
        .get();

    worker.awaitReady();
  }

  @Test
  @Order(2)
  void with_the_topics_made_it_needs_no_right_to_make_them_and_does_all_its_work()
      throws Exception {
    revoke(
        RIGHTS.bindings().stream()
            .filter(right -> right.entry().operation() == AclOperation.CREATE)
            .toList());
    worker.terminate();
    worker.startAgain();
    worker.awaitReady();

    say("c-1", "m-1");
    assertThat(tickets(agents, Topic.TICKETS_UNASSIGNED, "c-1", 1))
        .hasSize(1)
        .first()
        .satisfies(seen -> assertThat(seen.header("ce_reason")).isEqualTo("no-bot"));

    admins.send(
        Topic.COMMANDS_SETTINGS,
        "block-contact.enabled",
        """
        {"commandId": "s", "actor": {"id": "admin-1"}, "setting": "block-contact.enabled", "value": true}""");
    outcome(admins, "block-contact.enabled", "s");
    command(agents, Topic.COMMANDS_BLOCK, "c-1", "b-1");
    say("c-1", "m-2");
    assertThat(tickets(supervisors, Topic.TICKETS_BLOCKED, "c-1", 2))
        .extracting(KafkaProbe.Seen::type)
        .containsExactly("gatehouse.ticket.arrived", "gatehouse.message.routed");

    command(supervisors, Topic.COMMANDS_UNBLOCK, "c-1", "u-1");
    assertThat(tickets(agents, Topic.TICKETS_UNASSIGNED, "c-1", 4))
        .last()
        .satisfies(seen -> assertThat(seen.header("ce_restored")).isEqualTo("true"));

    command(agents, Topic.COMMANDS_BLOCK, "c-1", "b-2");
    assertThat(command(supervisors, Topic.COMMANDS_DELETE_ALL, "c-1", "d-1"))
        .contains("\"messagesErased\":2");
    assertThat(supervisors.read(Topic.TICKETS_BLOCKED, "c-1"))
        .extracting(KafkaProbe.Seen::type)
        .contains("gatehouse.message.erased", "gatehouse.ticket.deleted");

    connector.send(Topic.MESSAGES_INBOUND, "c-1", "{}");
    try (var operator = new KafkaProbe(services.client("operator"))) {
      await()
          .atMost(30, SECONDS)
          .until(() -> operator.read(Topic.MESSAGES_INBOUND_DLT).size() == 1);
    }
    assertThat(worker.log()).doesNotContain("AuthorizationException");
  }

  @Order(3)
  @ParameterizedTest
  @CsvSource({
    "TOPIC, WRITE, tickets.unassigned, Not authorized to access topics: [tickets.unassigned]",
    "TOPIC, READ, messages.inbound, Not authorized to access topics: [messages.inbound]",
    "GROUP, READ, gatehouse., Not authorized to access group: gatehouse.inbound",
    "TRANSACTIONAL_ID, WRITE, gatehouse., TransactionalIdAuthorizationException",
  })
  void a_right_that_is_taken_away_is_named_and_nothing_is_lost(
      ResourceType type, AclOperation operation, String name, String said) throws Exception {
    List<AclBinding> right = right(type, operation, name);
    String customer = "c-" + UUID.randomUUID();
    worker.awaitReady();
    int logged = worker.log().lines().toList().size();

    without(
        right,
        () -> {
          say(customer, UUID.randomUUID().toString());
          awaitNotReady(said);
          List<String> lines = worker.log().lines().skip(logged).toList();
          assertThat(lines).anyMatch(line -> line.contains("waits for") && line.contains(said));
          assertThat(lines).hasSizeLessThan(60);
          // one at most: of the transaction that was just telling its offsets, by Kafka's client
          assertThat(lines).filteredOn(line -> line.startsWith("\tat ")).hasSizeLessThan(10);
        });

    tickets(agents, Topic.TICKETS_UNASSIGNED, customer, 1);
    worker.awaitReady();
  }

  @Order(4)
  @ParameterizedTest
  @CsvSource({
    "TOPIC, WRITE, tickets.bot, may not write tickets.bot",
    "TOPIC, READ, commands.delete-all, may not read commands.delete-all",
    "TOPIC, DESCRIBE_CONFIGS, tickets., may not describe-configs tickets.inbox",
    "TRANSACTIONAL_ID, WRITE, gatehouse., TransactionalIdAuthorizationException",
  })
  void a_right_that_is_missing_at_the_start_is_named_before_any_message_needs_it(
      ResourceType type, AclOperation operation, String name, String said) throws Exception {
    List<AclBinding> right = right(type, operation, name);
    worker.terminate();

    without(
        right,
        () -> {
          worker.startAgain();
          awaitNotReady(said);
          assertThat(worker.log()).contains(said);
        });

    worker.awaitReady();
  }

  private static List<AclBinding> right(ResourceType type, AclOperation operation, String name) {
    List<AclBinding> found =
        RIGHTS.bindings().stream()
            .filter(right -> right.entry().principal().equals("User:gatehouse"))
            .filter(right -> right.pattern().resourceType() == type)
            .filter(right -> right.entry().operation() == operation)
            .filter(right -> right.pattern().name().equals(name))
            .toList();
    assertThat(found).hasSize(1);
    return found;
  }

  private void revoke(List<AclBinding> rights) throws ExecutionException, InterruptedException {
    admin.deleteAcls(rights.stream().map(AclBinding::toFilter).toList()).all().get();
  }

  private void without(List<AclBinding> rights, Runnable work)
      throws ExecutionException, InterruptedException {
    revoke(rights);
    try {
      work.run();
    } finally {
      admin.createAcls(rights).all().get(); // or all tests after one that fails would fail too
    }
  }

  private void awaitNotReady(String said) {
    await()
        .atMost(60, SECONDS)
        .until(
            () -> worker.get("/actuator/health/readiness"),
            answer -> answer.startsWith("503") && answer.contains(said));
  }

  private void say(String customer, String messageId) {
    connector.send(
        Topic.MESSAGES_INBOUND,
        customer,
        """
        {"messageId": "%s", "customerId": "%s", "channel": "sms", "sentAt": "2026-11-21T10:00:00Z", "text": "x"}"""
            .formatted(messageId, customer));
  }

  private static List<KafkaProbe.Seen> tickets(
      KafkaProbe reader, Topic queue, String customer, int count) {
    return await()
        .atMost(60, SECONDS)
        .until(() -> reader.read(queue, customer), seen -> seen.size() >= count);
  }

  private static String command(KafkaProbe screen, Topic topic, String customer, String commandId) {
    screen.send(
        topic,
        customer,
        """
        {"commandId": "%s", "customerId": "%s", "actor": {"id": "somebody"}}"""
            .formatted(commandId, customer));
    return outcome(screen, customer, commandId);
  }

  private static String outcome(KafkaProbe screen, String key, String commandId) {
    String mine = "\"commandId\":\"" + commandId + "\"";
    String outcome =
        await()
            .atMost(30, SECONDS)
            .until(
                () ->
                    screen.read(Topic.COMMANDS_OUTCOME, key).stream()
                        .map(seen -> String.valueOf(seen.text()))
                        .filter(text -> text.contains(mine))
                        .toList(),
                found -> !found.isEmpty())
            .getFirst();
    assertThat(outcome).contains("\"status\":\"done\"");
    return outcome;
  }
}
