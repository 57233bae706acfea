package io.gatehouse.proof;

import static java.util.concurrent.TimeUnit.MINUTES;
import static org.awaitility.Awaitility.await;

import io.gatehouse.local.TestServices;
import io.gatehouse.topics.Topic;
import io.gatehouse.worker.GroupOffsets;
import io.gatehouse.worker.KafkaProbe;
import io.gatehouse.worker.WorkerProcess;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * kill -9 in the middle of messages and commands, again and again, then everything is checked.
 * Smaller here than in the README's numbers; {@code -Dgatehouse.proof.messages=200000} makes it
 * whole.
 */
class KillIT {

  private static final int MESSAGES = Integer.getInteger("gatehouse.proof.messages", 40_000);
  private static final int COMMANDS = Integer.getInteger("gatehouse.proof.commands", 200);
  private static final int KILLS = Integer.getInteger("gatehouse.proof.kills", 3);
  private static final int CUSTOMERS = 500;

  /** What is asked, and the fields that it takes. */
  private record Question(Topic topic, String fields) {}

  private static final List<Question> QUESTIONS =
      List.of(
          new Question(Topic.COMMANDS_BLOCK, ""),
          new Question(Topic.COMMANDS_UNBLOCK, ""),
          new Question(Topic.COMMANDS_DELETE_ALL, ""),
          new Question(Topic.COMMANDS_BLACKLIST, ", \"action\": \"add\", \"reason\": \"threats\""),
          new Question(Topic.COMMANDS_BLACKLIST, ", \"action\": \"remove\""),
          new Question(
              Topic.COMMANDS_TICKET,
              ", \"action\": \"callback\", \"channel\": \"sms\", \"agent\": \"agent-7\""),
          new Question(Topic.COMMANDS_CUSTOMER, ", \"action\": \"tag\", \"add\": [\"vip\"]"));

  private final Random random = new Random(seed());

  private static long seed() {
    long seed = Long.getLong("gatehouse.proof.seed", System.nanoTime());
    System.out.println("seed of this run: -Dgatehouse.proof.seed=" + seed);
    return seed;
  }

  @Test
  void nothing_is_lost_doubled_or_brought_back_by_kills() {
    try (var services = TestServices.local();
        var kafka = new KafkaProbe(services.bootstrapServers());
        var groups = new GroupOffsets(services.bootstrapServers());
        var worker = new WorkerProcess(services)) {
      worker.awaitReady();
      kafka.allowBlocks();

      for (int kill = 0; kill < KILLS; kill++) {
        feed(kafka, kill);
        long left = (long) (random.nextDouble() * MESSAGES / KILLS);
        await()
            .atMost(3, MINUTES)
            .pollInterval(java.time.Duration.ofMillis(20))
            .until(() -> groups.lag("gatehouse.inbound", "messages.inbound") <= left);
        worker.kill();
        worker.startAgain();
      }
      worker.awaitReady();
      await()
          .atMost(5, MINUTES)
          .until(
              () ->
                  groups.lag("gatehouse.inbound", "messages.inbound") == 0
                      && groups.lag("gatehouse.outbound", "messages.outbound") == 0
                      && QUESTIONS.stream()
                          .map(question -> World.kind(question.topic))
                          .allMatch(
                              kind -> groups.lag("gatehouse." + kind, "commands." + kind) == 0));
      worker.terminate();

      CheckRunning.requireClean(
          services.bootstrapServers(),
          services.jdbcUrl(),
          services.username(),
          services.password());
    }
  }

  /**
   * A share of the messages, some sent twice, with commands in between, and what the BOT says in
   * the tickets that it has seen so far.
   */
  private void feed(KafkaProbe kafka, int round) {
    List<KafkaProbe.Seen> seen = kafka.read(Topic.TICKETS_UNASSIGNED);
    int messages = MESSAGES / KILLS;
    int every = messages / (COMMANDS / KILLS + 1);
    for (int i = 0; i < messages; i++) {
      String customer =
          "c-" + Math.min(CUSTOMERS - 1, (int) (Math.abs(random.nextGaussian()) * CUSTOMERS / 4));
      String value =
          """
          {"messageId": "%d-%d", "customerId": "%s", "channel": "sms", "sentAt": "2026-11-21T10:00:00Z", "text": "text %d"}"""
              .formatted(round, i, customer, i);
      kafka.sendSoon(Topic.MESSAGES_INBOUND, customer, value);
      if (random.nextInt(50) == 0) {
        kafka.sendSoon(Topic.MESSAGES_INBOUND, customer, value);
      }
      if (i % 10 == 0 && !seen.isEmpty()) {
        KafkaProbe.Seen inTicket = seen.get(random.nextInt(seen.size()));
        for (int times = random.nextInt(20) == 0 ? 2 : 1; times > 0; times--) {
          reply(kafka, inTicket, "%d-%d".formatted(round, i));
        }
      }
      if (i % every == every / 2) {
        Question question = QUESTIONS.get(random.nextInt(QUESTIONS.size()));
        String busy = "c-" + random.nextInt(CUSTOMERS / 10);
        kafka.sendSoon(
            question.topic,
            busy,
            """
            {"commandId": "%d-%d", "customerId": "%s", "actor": {"id": "a"}%s}"""
                .formatted(round, i, busy, question.fields));
      }
    }
    kafka.flush();
  }

  private static void reply(KafkaProbe kafka, KafkaProbe.Seen inTicket, String id) {
    String customer = inTicket.header("ce_subject");
    if (customer != null) {
      kafka.sendSoon(
          Topic.MESSAGES_OUTBOUND,
          customer,
          """
          {"messageId": "%s", "customerId": "%s", "ticketId": "%s", "actor": {"id": "bot-1"}, "from": "bot", \
          "sentAt": "2026-11-21T10:00:00Z", "text": "reply"}"""
              .formatted(id, customer, inTicket.header("ce_ticketid")));
    }
  }
}
