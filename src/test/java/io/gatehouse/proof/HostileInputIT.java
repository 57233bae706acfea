package io.gatehouse.proof;

import static java.util.concurrent.TimeUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.local.TestServices;
import io.gatehouse.topics.Topic;
import io.gatehouse.worker.GroupOffsets;
import io.gatehouse.worker.KafkaProbe;
import io.gatehouse.worker.WorkerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * G7: whatever is sent, each record becomes what it must become and nothing else, its neighbours
 * are unaffected, and the worker keeps its memory. {@code -Dgatehouse.proof.inputs=1000000} makes
 * it whole.
 */
class HostileInputIT {

  private static final int INPUTS = Integer.getInteger("gatehouse.proof.inputs", 20_000);
  private static final List<Topic> COMMANDS =
      List.of(
          Topic.COMMANDS_BLOCK,
          Topic.COMMANDS_UNBLOCK,
          Topic.COMMANDS_DELETE_ALL,
          Topic.COMMANDS_SETTINGS);
  private static final List<Topic> QUEUES =
      List.of(
          Topic.TICKETS_INBOX,
          Topic.TICKETS_BOT,
          Topic.TICKETS_UNASSIGNED,
          Topic.TICKETS_BLOCKED,
          Topic.MESSAGES_DELIVER,
          Topic.MESSAGES_SUPPRESSED);

  private final Map<String, Integer> sent = new TreeMap<>();
  private final Map<String, Integer> deadLetters = new TreeMap<>();

  @Test
  void each_record_becomes_what_it_must() throws IOException {
    long seed = Long.getLong("gatehouse.proof.seed", System.nanoTime());
    System.out.println("seed of this run: -Dgatehouse.proof.seed=" + seed);
    try (var services = TestServices.local();
        var kafka = new KafkaProbe(services.bootstrapServers());
        var groups = new GroupOffsets(services.bootstrapServers());
        var worker = new WorkerProcess(services)) {
      worker.awaitReady();
      kafka.allowBlocks();

      Random random = new Random(seed);
      for (int i = 0; i < INPUTS; i++) {
        HostileInput input = HostileInput.of(random, i);
        kafka.sendSoon(input.topic(), input.key(), input.value(), input.headers());
        sent.merge(input.expected(), 1, Integer::sum);
      }
      kafka.flush();
      await().atMost(15, MINUTES).until(() -> answered(groups));
      String peak = residentPeak(worker.pid());
      worker.terminate();

      checkDeadLetters(kafka, Topic.MESSAGES_INBOUND);
      checkDeadLetters(kafka, Topic.MESSAGES_OUTBOUND);
      COMMANDS.forEach(topic -> checkDeadLetters(kafka, topic));
      QUEUES.forEach(queue -> checkAccepted(kafka, queue));
      System.out.printf(
          "%d hostile inputs: %s; dead letters: %s; the worker's memory at most %s%n",
          INPUTS, sent, deadLetters, peak);
      sent.forEach(
          (expected, count) -> {
            if (!expected.equals(HostileInput.ANY) && !expected.equals(HostileInput.ACCEPTED)) {
              assertThat(deadLetters)
                  .as("dead letters for this reason")
                  .containsEntry(expected, count);
            }
          });
      CheckRunning.requireClean(
          services.bootstrapServers(),
          services.jdbcUrl(),
          services.username(),
          services.password());
    }
  }

  private static boolean answered(GroupOffsets groups) {
    return groups.lag("gatehouse.inbound", "messages.inbound") == 0
        && groups.lag("gatehouse.outbound", "messages.outbound") == 0
        && COMMANDS.stream()
            .map(Topic::contractName)
            .allMatch(topic -> groups.lag(topic.replace("commands.", "gatehouse."), topic) == 0);
  }

  private void checkDeadLetters(KafkaProbe kafka, Topic topic) {
    kafka.forEach(
        topic.deadLetters(),
        dead -> {
          String code = Objects.requireNonNull(dead.header("gatehouse-error-code"));
          String expected = Objects.requireNonNull(dead.header(HostileInput.EXPECTED));
          if (!expected.equals(HostileInput.ANY)) {
            assertThat(code)
                .as("code of %s %s, %s", topic, hex(dead), dead.header("gatehouse-error-message"))
                .isEqualTo(expected);
            deadLetters.merge(code, 1, Integer::sum);
          }
        });
  }

  private static void checkAccepted(KafkaProbe kafka, Topic queue) {
    kafka.forEach(
        queue,
        seen -> {
          String expected = seen.header(HostileInput.EXPECTED);
          if (expected != null) { // an event of a ticket has none
            assertThat(expected)
                .as("was accepted: %s", hex(seen))
                .isIn(HostileInput.ACCEPTED, HostileInput.ANY);
          }
        });
  }

  private static String hex(KafkaProbe.Seen seen) {
    byte[] value = seen.source().value();
    return value == null || value.length > 2_000
        ? "a large value"
        : HexFormat.of().formatHex(value);
  }

  private static String residentPeak(long pid) throws IOException {
    Path status = Path.of("/proc", Long.toString(pid), "status");
    if (!Files.exists(status)) {
      return "an amount that only Linux tells";
    }
    return Files.readAllLines(status).stream()
        .filter(line -> line.startsWith("VmHWM:"))
        .map(line -> line.substring("VmHWM:".length()).strip())
        .findFirst()
        .orElseThrow();
  }
}
