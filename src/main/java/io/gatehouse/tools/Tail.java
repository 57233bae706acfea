package io.gatehouse.tools;

import io.gatehouse.topics.Topic;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Follows what Gatehouse publishes. */
@Command(
    name = "tail",
    description =
        "Follow queues: what is committed, as it comes, until Ctrl-C. What customers wrote is not"
            + " shown without --content.",
    footer = {
      "",
      "Examples:",
      "  gatehouse tail unassigned bot",
      "  gatehouse tail outcome --since 1h --customer c-42",
      "  gatehouse tail blocked --from-beginning --exit-at-end --json --content | jq .value.text"
    })
final class Tail implements Callable<Integer> {

  /** What can be followed, as people type it. */
  enum Followed {
    inbox(Topic.TICKETS_INBOX),
    bot(Topic.TICKETS_BOT),
    unassigned(Topic.TICKETS_UNASSIGNED),
    blocked(Topic.TICKETS_BLOCKED),
    suppressed(Topic.MESSAGES_SUPPRESSED),
    deliver(Topic.MESSAGES_DELIVER),
    outcome(Topic.COMMANDS_OUTCOME),
    state(Topic.CUSTOMERS_STATE);

    private final Topic topic;

    Followed(Topic topic) {
      this.topic = topic;
    }
  }

  /** Where to begin. */
  static final class Beginning {
    @Option(
        names = "--from-beginning",
        description = "Begin with the oldest record (default: with the next).")
    boolean oldest;

    @Option(
        names = "--since",
        paramLabel = "TIME",
        description = "Begin so long ago, or then: 10m, 2026-11-21T10:00:00Z.")
    @Nullable String since;
  }

  private final Session session;
  private final Clock clock;

  @Parameters(arity = "1..*", paramLabel = "QUEUE", description = "${COMPLETION-CANDIDATES}")
  List<Followed> queues = new ArrayList<>();

  @ArgGroup Beginning beginning = new Beginning();

  @Option(names = "--customer", paramLabel = "ID", description = "Only what is about this one.")
  @Nullable String customer;

  @Option(names = "--exit-at-end", description = "Stop at the record that is the last now.")
  boolean exitAtEnd;

  @Option(
      names = {"-n", "--max"},
      paramLabel = "COUNT",
      description = "Stop after so many.")
  long max = Long.MAX_VALUE;

  @Option(names = "--content", description = "Show what customers and agents wrote, too.")
  boolean content;

  @Option(names = "--json", description = "Print JSON, one object a record.")
  boolean json;

  Tail(Session session, Clock clock) {
    this.session = session;
    this.clock = clock;
  }

  @Override
  public Integer call() {
    Set<Topic> topics = EnumSet.noneOf(Topic.class);
    queues.forEach(queue -> topics.add(queue.topic));
    Instant since = beginning.since == null ? null : Times.ago("--since", beginning.since, clock);
    try (var reader = new TopicReader(session.installation(), topics)) {
      begin(reader, since);
      Map<TopicPartition, Long> ends = exitAtEnd ? reader.ends() : Map.of();
      long printed = 0;
      while (printed < max && !session.output().isClosed() && !(exitAtEnd && reader.isAt(ends))) {
        printed += print(reader.poll(Duration.ofMillis(200)), max - printed);
      }
    }
    return Exit.DONE.code();
  }

  private void begin(TopicReader reader, @Nullable Instant since) {
    if (beginning.oldest) {
      reader.fromBeginning();
    } else if (since != null) {
      reader.from(since);
    } else {
      reader.fromEnd();
    }
  }

  /** In order of time, as far as one answer of the broker goes; partitions have no common order. */
  private long print(List<TopicReader.Seen> seen, long atMost) {
    List<PublishedRecord> wanted =
        seen.stream()
            .map(PublishedRecord::new)
            .filter(each -> customer == null || customer.equals(each.customer()))
            .sorted(Comparator.comparing(PublishedRecord::at))
            .limit(atMost)
            .toList();
    for (PublishedRecord each : wanted) {
      if (json) {
        session.output().data(each.json(content));
      } else {
        session.output().data(each.text(content, session.output()));
      }
    }
    return wanted.size();
  }
}
