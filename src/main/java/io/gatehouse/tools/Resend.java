package io.gatehouse.tools;

import io.gatehouse.deadletters.DeadLetter;
import io.gatehouse.deadletters.Defect;
import io.gatehouse.topics.Topic;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Sends dead letters to their input topics again. It keeps no account of what was sent: what
 * Gatehouse has accepted it recognises as a duplicate, so whoever was interrupted begins anew.
 */
@Command(
    name = "resend",
    description =
        "Send dead letters again: key, value and headers as they came, to the topic they came on.",
    footer = {
      "",
      "Once Gatehouse or a right has been mended. What this Gatehouse would refuse again is left out,"
          + " and of several equal ones all but the first. After an interruption call it again: what was"
          + " accepted before is recognised and has no second effect. Commands act when they come, so"
          + " look at old ones before.",
      "",
      "Examples:",
      "  gatehouse dead-letters resend messages.inbound-dlt:3:17",
      "  gatehouse dead-letters resend --topic messages.inbound --since 1d --dry-run",
      "  gatehouse dead-letters resend --all"
    })
final class Resend implements Callable<Integer> {

  /** With the broker before the next are sent, so that each line printed is true. */
  private static final int WINDOW = 200;

  private record Waiting(DeadLetterLog.Place place, Future<RecordMetadata> taken) {}

  private final Session session;
  private final Clock clock;
  private final InputChecks checks = new InputChecks();
  private final Set<ByteBuffer> seen = new HashSet<>();
  private final List<Waiting> window = new ArrayList<>();
  private long sent;
  private long leftOut;

  @Parameters(
      arity = "0..*",
      paramLabel = "POSITION",
      description = "As dead-letters list prints it.")
  List<String> positions = new ArrayList<>();

  @Mixin DeadLetterFilter filter = new DeadLetterFilter();

  @Option(names = "--all", description = "All there are.")
  boolean all;

  @Option(names = "--dry-run", description = "Print what would be sent, and send nothing.")
  boolean dryRun;

  @Option(
      names = "--force",
      description = "Also what this Gatehouse would refuse: for workers of another version.")
  boolean force;

  Resend(Session session, Clock clock) {
    this.session = session;
    this.clock = clock;
  }

  @Override
  public Integer call() {
    int ways = (positions.isEmpty() ? 0 : 1) + (filter.isEmpty() ? 0 : 1) + (all ? 1 : 0);
    if (ways != 1) {
      throw new ToolException(Exit.USAGE, "say which: POSITIONs, a filter, or --all");
    }
    List<DeadLetter> letters = find();
    try (var interruption = new Interruption();
        var sender = new Sender(session.installation())) {
      for (DeadLetter letter : letters) {
        if (interruption.isAsked()) {
          break;
        }
        consider(letter, sender);
      }
      closeWindow(sender);
      String end = interruption.isAsked() ? "; interrupted, call it again for the rest" : "";
      session
          .output()
          .say(
              "%,d %s, %,d left out, of %,d%s"
                  .formatted(sent, dryRun ? "to send" : "sent", leftOut, letters.size(), end));
    }
    return Exit.DONE.code();
  }

  /** Those there are when it begins: what is refused again comes behind them. */
  private List<DeadLetter> find() {
    List<DeadLetter> letters = new ArrayList<>();
    if (positions.isEmpty()) {
      filter.forEach(session.installation(), clock, letters::add);
    } else {
      for (String position : positions) {
        letters.add(
            DeadLetterLog.find(session.installation(), DeadLetterLog.Place.parse(position)));
      }
    }
    letters.sort(DeadLetterLog.BY_TIME);
    return letters;
  }

  private void consider(DeadLetter letter, Sender sender) {
    Topic input = letter.input();
    var again =
        new ProducerRecord<>(
            session.installation().topics().name(input),
            null,
            letter.source().key(),
            letter.source().value(),
            letter.originalHeaders());
    String obstacle = obstacle(letter, again);
    DeadLetterLog.Place place = DeadLetterLog.Place.of(letter);
    if (obstacle != null) {
      leftOut++;
      session.output().say("left out  %s  %s".formatted(place, Output.plain(obstacle)));
    } else if (dryRun) {
      sent++;
      session.output().data("would send  %s  to %s".formatted(place, input.contractName()));
    } else {
      window.add(new Waiting(place, sender.sendSoon(again)));
      if (window.size() >= WINDOW) {
        closeWindow(sender);
      }
    }
  }

  private @Nullable String obstacle(DeadLetter letter, ProducerRecord<byte[], byte[]> again) {
    if (letter.isCut()) {
      return "too large, its value was not kept";
    }
    Defect defect = force ? null : checks.check(letter.input(), again);
    if (defect != null) {
      return "would be refused again (%s): %s"
          .formatted(defect.code().contractName(), defect.message());
    }
    return seen.add(fingerprint(letter.input(), again)) ? null : "equal to one before it";
  }

  private void closeWindow(Sender sender) {
    sender.flush();
    for (Waiting each : window) {
      RecordMetadata taken = Sender.get(each.taken());
      sent++;
      session
          .output()
          .data(
              "sent  %s  as %s:%d:%d"
                  .formatted(
                      each.place(),
                      each.place().input().contractName(),
                      taken.partition(),
                      taken.offset()));
    }
    window.clear();
  }

  private static ByteBuffer fingerprint(Topic topic, ProducerRecord<byte[], byte[]> record) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      add(digest, topic.contractName().getBytes(StandardCharsets.UTF_8));
      add(digest, record.key());
      add(digest, record.value());
      for (Header header : record.headers()) {
        add(digest, header.key().getBytes(StandardCharsets.UTF_8));
        add(digest, header.value());
      }
      return ByteBuffer.wrap(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }

  private static void add(MessageDigest digest, byte @Nullable [] bytes) {
    digest.update(ByteBuffer.allocate(4).putInt(bytes == null ? -1 : bytes.length).flip());
    if (bytes != null) {
      digest.update(bytes);
    }
  }
}
