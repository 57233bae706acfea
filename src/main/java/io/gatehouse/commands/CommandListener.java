package io.gatehouse.commands;

import io.gatehouse.kafka.Batch;
import io.gatehouse.kafka.BatchListener;
import io.gatehouse.metrics.GatehouseMeters;
import io.gatehouse.progress.Progress;
import io.gatehouse.progress.ProgressStore;
import io.gatehouse.progress.Publications;
import io.gatehouse.progress.SourcePartition;
import io.gatehouse.progress.SourcePartitions;
import io.gatehouse.progress.Span;
import io.gatehouse.progress.Spans;
import io.gatehouse.sql.RoundTrip;
import io.gatehouse.topics.Topic;
import io.gatehouse.topics.Topics;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Answers one command topic. Each command is decided for itself and holds at once; the
 * announcements of a batch wait together, holding nothing, until the messages decided before them
 * are out.
 */
final class CommandListener implements BatchListener {

  private static final Logger log = LoggerFactory.getLogger(CommandListener.class);
  private static final JsonMapper JSON = JsonMapper.shared();

  /** The first outcome of a batch waits for the last decision. */
  private static final int MAX_BATCH = 100;

  /** Their customers' messages wait for the transaction. */
  private static final int DECIDED_TOGETHER = 20;

  /** For all of a round trip that is a transaction of its own. */
  private static final String WITHOUT_THE_DISK =
      "select set_config('synchronous_commit', 'off', true)";

  /** What all command topics share. */
  @Component
  record Shared(
      CommandParser parser,
      CommandDesk desk,
      CommandStore store,
      Announcer announcer,
      SourcePartitions partitions,
      ProgressStore progress,
      Publications publications,
      Topics topics,
      JdbcTemplate jdbc,
      GatehouseMeters meters,
      Clock clock) {}

  private final CommandHandler handler;
  private final Shared shared;

  CommandListener(CommandHandler handler, Shared shared) {
    this.handler = handler;
    this.shared = shared;
  }

  @Override
  public String name() {
    return handler.kind();
  }

  @Override
  public Topic topic() {
    return handler.topic();
  }

  @Override
  public Map<String, Object> consumerProperties() {
    return Map.of(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, MAX_BATCH);
  }

  @Override
  public void onBatch(Batch batch) {
    Map<Integer, Progress> progress = noteProgress(batch);
    Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> byPartition = new LinkedHashMap<>();
    batch
        .records()
        .forEach(
            each ->
                byPartition
                    .computeIfAbsent(Batch.partition(each), p -> new ArrayList<>())
                    .add(each));

    List<Decided> decided = new ArrayList<>();
    boolean someWait = false;
    for (var records : byPartition.entrySet()) {
      TopicPartition partition = records.getKey();
      SourcePartition source = shared.partitions.of(partition);
      long published = Span.progressOf(source.id(), progress).published();
      var part = new Part(batch, source, published, decided);
      someWait |= !part.decide(records.getValue());
    }
    announce(batch, decided);
    if (someWait && decided.isEmpty()) {
      shared.publications.awaitSignal();
    }
  }

  /**
   * The records of one partition. Where one of them has to come after a command on another topic,
   * this partition is set aside from there, and the others go on. So what is decided is announced
   * whatever waits: it is always the beginning of its partition. If a consumer stood still instead,
   * two could wait for each other.
   */
  private final class Part {
    private final Batch batch;
    private final SourcePartition source;
    private final long published;
    private final List<Decided> decided;
    private final List<CommandDesk.Received> waiting = new ArrayList<>();
    private final Set<CommandStore.Position> inOrder = new HashSet<>();

    Part(Batch batch, SourcePartition source, long published, List<Decided> decided) {
      this.batch = batch;
      this.source = source;
      this.published = published;
      this.decided = decided;
    }

    /** Returns whether all could be decided. */
    boolean decide(List<ConsumerRecord<byte[], byte[]>> records) {
      for (ConsumerRecord<byte[], byte[]> received : records) {
        if (received.offset() <= published) {
          decided.add(new Decided.AlreadyPublished(received));
          continue;
        }
        switch (shared.parser.read(handler, source, received)) {
          case CommandParser.Read.Bad bad -> {
            if (!decideWaiting()) {
              return false;
            }
            decided.add(new Decided.DeadLetter(received, bad.defect()));
          }
          case CommandParser.Read.Valid valid -> {
            waiting.add(new CommandDesk.Received(valid.command(), received));
            if (waiting.size() == DECIDED_TOGETHER && !decideWaiting()) {
              return false;
            }
          }
        }
      }
      return decideWaiting();
    }

    private boolean decideWaiting() {
      while (!waiting.isEmpty()) {
        CommandDesk.Decision decision = shared.desk.decide(handler, waiting, inOrder);
        decided.addAll(decision.decided());
        List<CommandDesk.Received> first = waiting.subList(0, decision.decided().size());
        first.forEach(received -> inOrder.add(received.position()));
        first.clear();
        CommandStore.Position earlier = decision.after();
        if (earlier != null) {
          if (!isPublished(earlier)) {
            ConsumerRecord<byte[], byte[]> next = waiting.getFirst().input();
            batch.returnTo(Batch.partition(next), next.offset());
            return false;
          }
          inOrder.add(earlier);
        }
      }
      return true;
    }

    private boolean isPublished(CommandStore.Position earlier) {
      return shared.publications.isPublished(
          "gatehouse." + earlier.kind(),
          shared.partitions.byId(earlier.sourceId()),
          earlier.offset());
    }
  }

  private void announce(Batch batch, List<Decided> decided) {
    if (decided.isEmpty()) {
      return;
    }
    shared.publications.awaitDecidedMessages();
    shared.announcer.announce(batch, handler.topic(), decided);
    shared.publications.signal();
    decided.forEach(this::count);
  }

  /**
   * Does not wait for the disk: if that is lost in a crash of the database, less is known, until
   * the next batch.
   */
  private Map<Integer, Progress> noteProgress(Batch batch) {
    var spans =
        Spans.of(
            batch.records(),
            received -> shared.partitions.of(Batch.partition(received)),
            ConsumerRecord::offset);
    var notes = new RoundTrip();
    notes.query(WITHOUT_THE_DISK, row -> {});
    Map<Integer, Progress> progress = shared.progress.published(spans, notes);
    spans.sources().forEach(source -> shared.store.forgetErasures(source, notes));
    notes.run(shared.jdbc);
    return progress;
  }

  private void count(Decided decided) {
    switch (decided) {
      case Decided.Announced announced -> count(announced.command());
      case Decided.SentAgain again -> count(again.command());
      case Decided.DeadLetter dead ->
          shared.meters.command(handler.kind(), "dead-letter", dead.defect().code().contractName());
      case Decided.AlreadyPublished published -> {
        shared.meters.commandsRewound(handler.kind(), 1);
        log.warn(
            "the group gatehouse.{} was rewound: a command that is answered already is not answered again",
            name());
        return;
      }
    }
    Instant appendedAt = Instant.ofEpochMilli(decided.received().timestamp());
    shared.meters.commandDelay(
        handler.kind(), Duration.between(appendedAt, shared.clock.instant()));
  }

  private void count(StoredCommand command) {
    JsonNode outcome = JSON.readTree(command.outcome());
    JsonNode code = outcome.get("code");
    shared.meters.command(
        handler.kind(),
        outcome.required("status").stringValue(),
        code == null ? "" : code.stringValue());
  }

  @Override
  public void onReset() {
    shared.partitions.forget(shared.topics.name(topic()));
  }

  @Override
  public void onStopped(Map<TopicPartition, Long> committed) {
    shared.progress.committed(committed);
  }
}
