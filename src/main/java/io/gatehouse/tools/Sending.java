package io.gatehouse.tools;

import io.gatehouse.deadletters.Defect;
import io.gatehouse.topics.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Sends messages or replies, and prints what becomes of each as it is decided. */
final class Sending {

  /** Sent together; a window is with the broker before the next begins. */
  private static final int WINDOW = 500;

  /** So many may wait for their decision; then it sends no more. */
  private static final int UNDECIDED = 10_000;

  private static final JsonMapper JSON = JsonMapper.shared();

  private record Sent(MessageLines.Line line, Future<RecordMetadata> taken) {}

  private final Session session;
  private final Topic topic;
  private final String name;
  private final AnswerOptions options;
  private final InputChecks checks = new InputChecks();
  private final List<Sent> window = new ArrayList<>();
  private final Map<String, MessageLines.Line> undecided = new HashMap<>();

  /** Decisions that came before the broker's acknowledgement. */
  private final Map<String, Decision> early = new HashMap<>();

  private record Connection(TopicReader reader, Sender sender) {}

  /** Opened when there is something to send: what is wrong needs no broker to be told. */
  private final class Wire implements AutoCloseable {

    private @Nullable Connection connection;

    Connection open() {
      Connection open = connection;
      if (open == null) {
        List<Topic> read = new ArrayList<>(List.of(topic));
        if (!options.noWait) {
          read.addAll(Decision.topics(topic));
        }
        var reader = new TopicReader(session.installation(), read).fromEnd();
        open = new Connection(reader, new Sender(session.installation()));
        connection = open;
      }
      return open;
    }

    @Override
    public void close() {
      if (connection != null) {
        connection.sender.close();
        connection.reader.close();
      }
    }
  }

  private Exit exit = Exit.DONE;
  private long sent;

  Sending(Session session, Topic topic, AnswerOptions options) {
    this.session = session;
    this.topic = topic;
    this.options = options;
    this.name = session.installation().topics().name(topic);
  }

  Exit run(MessageLines lines) {
    try (var wire = new Wire()) {
      try {
        lines.forEach(line -> send(line, wire));
      } finally {
        closeWindow(wire);
        awaitAtMost(0, wire);
      }
    } catch (ToolException e) {
      if (sent > 0) {
        session.output().say("%,d messages before it were sent".formatted(sent));
      }
      throw e;
    }
    if (!undecided.isEmpty()) {
      session
          .output()
          .say(
              "no decision on %,d of %,d within %s: is a worker running?"
                  .formatted(undecided.size(), sent, Action.text(options.timeout)));
      return Exit.NO_ANSWER;
    }
    return exit;
  }

  private void send(MessageLines.Line line, Wire wire) {
    var wanted =
        new ProducerRecord<>(
            name, line.customerId().getBytes(StandardCharsets.UTF_8), line.value());
    Defect defect = checks.check(topic, wanted);
    if (defect != null) {
      throw new ToolException(
          Exit.USAGE,
          "%s was not sent (%s): %s"
              .formatted(line.name(), defect.code().contractName(), defect.message()));
    }
    window.add(new Sent(line, wire.open().sender.sendSoon(wanted)));
    if (window.size() >= WINDOW) {
      closeWindow(wire);
      awaitAtMost(UNDECIDED, wire);
    }
  }

  private void closeWindow(Wire wire) {
    if (window.isEmpty()) {
      return;
    }
    Connection connection = wire.open();
    connection.sender.flush();
    for (Sent each : window) {
      RecordMetadata taken = Sender.get(each.taken());
      sent++;
      String origin = "%s:%d:%d".formatted(name, taken.partition(), taken.offset());
      Decision decision = early.remove(origin);
      if (options.noWait) {
        print(each.line(), origin, null);
      } else if (decision != null) {
        print(each.line(), origin, decision);
      } else {
        undecided.put(origin, each.line());
      }
    }
    window.clear();
    if (!options.noWait) {
      read(connection.reader, Duration.ZERO);
    }
  }

  /** Until no more than so many wait for their decision, or nothing has come for the timeout. */
  private void awaitAtMost(int count, Wire wire) {
    long deadline = System.nanoTime() + options.timeout.toNanos();
    while (undecided.size() > count && System.nanoTime() < deadline) {
      if (read(wire.open().reader, Duration.ofMillis(100))) {
        deadline = System.nanoTime() + options.timeout.toNanos();
      }
    }
  }

  private boolean read(TopicReader reader, Duration atMost) {
    boolean ours = false;
    for (TopicReader.Seen seen : reader.poll(atMost)) {
      Decision decision = Decision.of(seen);
      if (decision != null && decision.origin().startsWith(name + ":")) {
        MessageLines.Line line = undecided.remove(decision.origin());
        if (line != null) {
          print(line, decision.origin(), decision);
          ours = true;
        } else if (!window.isEmpty()) {
          early.put(decision.origin(), decision);
        }
      }
    }
    return ours;
  }

  private void print(MessageLines.Line line, String origin, @Nullable Decision decision) {
    if (decision != null && decision.isDeadLetter()) {
      exit = Exit.REJECTED;
    }
    Output output = session.output();
    if (options.json) {
      ObjectNode json = JSON.createObjectNode();
      json.put("messageId", line.messageId());
      json.put("customerId", line.customerId());
      json.put("origin", origin);
      if (decision != null) {
        decision.addTo(json);
      }
      output.data(json);
    } else {
      output.data(
          "%s  %s  %s"
              .formatted(
                  Output.plain(line.messageId()),
                  Output.plain(line.customerId()),
                  decision == null ? "sent  " + origin : decision.text(output)));
    }
  }
}
