package io.gatehouse.routing;

import io.gatehouse.activity.Activity;
import io.gatehouse.customers.CustomerLocks;
import io.gatehouse.history.PassedOnHeaders;
import io.gatehouse.kafka.Batch;
import io.gatehouse.kafka.BatchListener;
import io.gatehouse.message.InboundMessageParser;
import io.gatehouse.metrics.GatehouseMeters;
import io.gatehouse.progress.SourcePartition;
import io.gatehouse.progress.SourceTopic;
import io.gatehouse.progress.SourceTopics;
import io.gatehouse.tickets.Queue;
import io.gatehouse.topics.Topic;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Routes {@code messages.inbound}: decode, decide and store, publish. */
@Component
class InboundListener implements BatchListener {

  private static final Logger log = LoggerFactory.getLogger(InboundListener.class);

  /** A command waits until its customer's batch is out, so the batch should be so soon. */
  private static final int WHILE_COMMANDS_ARE_ABOUT = 1_000;

  /** Enough for several batches side by side, if they are to be small. */
  private static final int POLLED_AT_LEAST = 2_000;

  private final InboundMessageParser parser;
  private final SourceTopic source;
  private final CustomerLocks locks;
  private final RememberedCustomers remembered;
  private final Router router;
  private final RoutedRecords records;
  private final InboundSettings settings;
  private final Activity activity;
  private final GatehouseMeters meters;
  private final Clock clock;

  InboundListener(
      InboundMessageParser parser,
      SourceTopics sources,
      CustomerLocks locks,
      RememberedCustomers remembered,
      Router router,
      RoutedRecords records,
      InboundSettings settings,
      Activity activity,
      GatehouseMeters meters,
      Clock clock) {
    this.parser = parser;
    this.source = sources.of(Topic.MESSAGES_INBOUND);
    this.locks = locks;
    this.remembered = remembered;
    this.router = router;
    this.records = records;
    this.settings = settings;
    this.activity = activity;
    this.meters = meters;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "inbound";
  }

  @Override
  public Topic topic() {
    return Topic.MESSAGES_INBOUND;
  }

  @Override
  public int concurrency() {
    return settings.concurrency();
  }

  @Override
  public int batchSize() {
    return settings.maxBatch();
  }

  /** A command needs a processor too. */
  @Override
  public boolean readsOn() {
    return !locks.commandsAreAbout();
  }

  @Override
  public Map<String, Object> consumerProperties() {
    return Map.of(
        ConsumerConfig.MAX_POLL_RECORDS_CONFIG, Math.max(POLLED_AT_LEAST, settings.maxBatch()));
  }

  @Override
  public boolean worksBesideConsumer() {
    return true;
  }

  @Override
  public void onBatch(Batch polled) {
    List<ConsumerRecord<byte[], byte[]>> records = polled.records();
    int whileCommandsAreAbout = Math.min(WHILE_COMMANDS_ARE_ABOUT, settings.maxBatch());
    for (int from = 0, to; from < records.size(); from = to) {
      int most = locks.commandsAreAbout() ? whileCommandsAreAbout : settings.maxBatch();
      to = Math.min(records.size(), from + most);
      answer(decode(records.subList(from, to)), polled);
    }
  }

  private void answer(List<Inbound> batch, Batch polled) {
    List<Decision> decisions = new ArrayList<>(batch.size());
    Map<SourcePartition, Long> ends = ends(batch);
    // What is sent is not visible before the Kafka transaction ends, and that comes after the
    // database's commit. But it is under way meanwhile.
    polled.publish(
        transaction -> {
          transaction.commitBeside(positions(ends));
          decisions.addAll(
              router.route(
                  batch,
                  decided -> {
                    records.publish(batch, decided, transaction);
                    transaction.flushBeside();
                  }));
        });
    source.published(ends);
    count(batch, decisions);
  }

  /** After the last record of each partition; they come in runs of one partition. */
  private static Map<SourcePartition, Long> ends(List<Inbound> batch) {
    Map<SourcePartition, Long> ends = new HashMap<>();
    for (int i = 0; i < batch.size(); i++) {
      Inbound each = batch.get(i);
      if (i + 1 == batch.size() || !batch.get(i + 1).source().equals(each.source())) {
        ends.put(each.source(), each.offset() + 1);
      }
    }
    return ends;
  }

  private static Map<TopicPartition, Long> positions(Map<SourcePartition, Long> ends) {
    Map<TopicPartition, Long> positions = new HashMap<>();
    ends.forEach((source, end) -> positions.put(source.topicPartition(), end));
    return positions;
  }

  private List<Inbound> decode(List<ConsumerRecord<byte[], byte[]>> received) {
    return source.read(
        received,
        (from, input) ->
            new Inbound(from, input, parser.parse(input), PassedOnHeaders.of(input.headers())));
  }

  @Override
  public void onReset() {
    source.reset();
    remembered.forgetAll();
  }

  @Override
  public void onStopped(Map<TopicPartition, Long> committed) {
    source.stopped(committed);
  }

  /** What is known once a batch is out, and nothing of it depends on. */
  private void count(List<Inbound> batch, List<Decision> decisions) {
    record Tags(String outcome, String reason) {}
    long now = clock.millis();
    Map<Queue, Map<Reason, Integer>> routedTo = new EnumMap<>(Queue.class);
    Map<Tags, Integer> others = new HashMap<>();
    int rewound = 0;
    for (int i = 0; i < decisions.size(); i++) {
      switch (decisions.get(i)) {
        case Decision.ToQueue routed -> {
          routedTo
              .computeIfAbsent(routed.queue(), queue -> new EnumMap<>(Reason.class))
              .merge(routed.reason(), 1, Integer::sum);
          activity.message(routed.ticketNo(), batch.get(i).received().timestamp());
        }
        case Decision.Suppressed suppressed ->
            others.merge(new Tags("suppressed", suppressed.reason().label()), 1, Integer::sum);
        case Decision.DeadLetter dead ->
            others.merge(
                new Tags("dead-letter", dead.defect().code().contractName()), 1, Integer::sum);
        case Decision.AlreadyPublished published -> {
          rewound++;
          continue;
        }
      }
      meters.messageDelay(now - batch.get(i).received().timestamp());
    }
    routedTo.forEach(
        (queue, counts) ->
            counts.forEach(
                (reason, count) -> meters.messages(queue.label(), reason.label(), count)));
    others.forEach((tags, count) -> meters.messages(tags.outcome, tags.reason, count));
    if (rewound > 0) {
      meters.messagesRewound(rewound);
      log.warn(
          "the group gatehouse.inbound was rewound: {} messages are published already and are not sent again",
          rewound);
    }
  }
}
