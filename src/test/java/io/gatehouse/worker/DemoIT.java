package io.gatehouse.worker;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.local.TestServices;
import io.gatehouse.local.demo.Demo;
import io.gatehouse.local.demo.DemoSettings;
import io.gatehouse.topics.Topic;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The people of the local run's demo, faster than there, with a worker that takes their word. */
class DemoIT extends WorkerFixture {

  private static final DemoSettings FAST = new DemoSettings(6_000, 42);
  private static final String CUSTOMERS = "demo-42-";
  private static final Set<Topic> QUEUES =
      Set.of(
          Topic.TICKETS_INBOX, Topic.TICKETS_BOT, Topic.TICKETS_UNASSIGNED, Topic.TICKETS_BLOCKED);

  /** Two of them can want the same at once, and a spammer can be off the list before it is done. */
  private static final Set<String> REFUSALS = Set.of("wrong-state", "blocked", "blacklisted");

  @AfterAll
  void without_a_bot_for_the_others() {
    set("bot.enabled", false);
  }

  @Test
  void all_that_it_says_is_accepted_every_queue_gets_something_and_a_restart_goes_on() {
    whileItRuns(
        () ->
            await()
                .atMost(60, SECONDS)
                .until(
                    () ->
                        QUEUES.stream().noneMatch(queue -> records(queue).isEmpty())
                            && commands().containsAll(List.of("block", "ticket", "customer"))
                            && records(Topic.MESSAGES_DELIVER).stream()
                                    .map(reply -> body(reply).required("from").stringValue())
                                    .distinct()
                                    .count()
                                == 2));
    long before = newest();
    assertThat(before).isPositive();

    whileItRuns(() -> await().atMost(30, SECONDS).until(() -> newest() > before + 20));

    List<String> ids = ids(records(Topic.MESSAGES_INBOUND));
    assertThat(ids.stream().distinct().count())
        .as(
            "messages of the first run that the second says again, or that are said twice on purpose")
        .isGreaterThan(ids.size() * 9L / 10);
    await().atMost(30, SECONDS).until(() -> routed() == records(Topic.MESSAGES_INBOUND).size());
    assertThat(Arrays.stream(Topic.values()).filter(topic -> topic.name().endsWith("_DLT")))
        .isNotEmpty()
        .allSatisfy(topic -> assertThat(records(topic)).isEmpty());
    assertThat(outcomes())
        .isNotEmpty()
        .allSatisfy(
            outcome -> {
              if (outcome.required("status").stringValue().equals("rejected")) {
                assertThat(outcome.required("code").stringValue()).isIn(REFUSALS);
              }
            });
  }

  private static void whileItRuns(Runnable wait) {
    Demo demo =
        Demo.start(
            FAST, user -> Map.of("bootstrap.servers", TestServices.shared().bootstrapServers()));
    try {
      wait.run();
    } finally {
      demo.close();
    }
  }

  private List<KafkaProbe.Seen> records(Topic topic) {
    return kafka.read(topic).stream().filter(DemoIT::ours).toList();
  }

  private static boolean ours(KafkaProbe.Seen seen) {
    String subject = seen.header("ce_subject");
    return (subject == null ? String.valueOf(seen.key()) : subject).startsWith(CUSTOMERS);
  }

  private static JsonNode body(KafkaProbe.Seen seen) {
    return json(String.valueOf(seen.text()));
  }

  private List<JsonNode> outcomes() {
    return records(Topic.COMMANDS_OUTCOME).stream().map(DemoIT::body).toList();
  }

  private Set<String> commands() {
    return outcomes().stream()
        .map(outcome -> outcome.required("command").stringValue())
        .collect(Collectors.toSet());
  }

  private static List<String> ids(List<KafkaProbe.Seen> messages) {
    return messages.stream()
        .map(message -> body(message).required("messageId").stringValue())
        .toList();
  }

  /** The highest number among the messages that customers begin with. */
  private long newest() {
    return ids(records(Topic.MESSAGES_INBOUND)).stream()
        .filter(id -> id.matches(CUSTOMERS + "\\d+"))
        .mapToLong(id -> Long.parseLong(id.substring(CUSTOMERS.length())))
        .max()
        .orElse(-1);
  }

  /**
   * Messages that have come out, where ever: once each, without the copies of unblocked tickets.
   */
  private long routed() {
    return Stream.concat(QUEUES.stream(), Stream.of(Topic.MESSAGES_SUPPRESSED))
        .map(this::records)
        .flatMap(List::stream)
        .filter(seen -> String.valueOf(seen.header("ce_origin")).startsWith("messages.inbound:"))
        .map(seen -> seen.header("ce_origin"))
        .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()))
        .size();
  }
}
