package io.gatehouse.outbound;

import io.gatehouse.history.PassedOnHeaders;
import io.gatehouse.kafka.Batch;
import io.gatehouse.kafka.BatchListener;
import io.gatehouse.message.ReplyParser;
import io.gatehouse.metrics.GatehouseMeters;
import io.gatehouse.progress.SourcePartition;
import io.gatehouse.progress.SourceTopic;
import io.gatehouse.progress.SourceTopics;
import io.gatehouse.topics.Topic;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** The gate for {@code messages.outbound}: decode, decide and store, publish. */
@Component
class OutboundListener implements BatchListener {

  private static final Logger log = LoggerFactory.getLogger(OutboundListener.class);

  /** A command waits until its customer's batch is out, so the batch should be so soon. */
  private static final int MAX_BATCH = 200;

  private final ReplyParser parser;
  private final SourceTopic source;
  private final ReplyGate gate;
  private final ReplyRecords records;
  private final GatehouseMeters meters;
  private final Clock clock;

  OutboundListener(
      ReplyParser parser,
      SourceTopics sources,
      ReplyGate gate,
      ReplyRecords records,
      GatehouseMeters meters,
      Clock clock) {
    this.parser = parser;
    this.source = sources.of(Topic.MESSAGES_OUTBOUND);
    this.gate = gate;
    this.records = records;
    this.meters = meters;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "outbound";
  }

  @Override
  public Topic topic() {
    return Topic.MESSAGES_OUTBOUND;
  }

  @Override
  public Map<String, Object> consumerProperties() {
    return Map.of(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, MAX_BATCH);
  }

  @Override
  public void onBatch(Batch polled) {
    List<Outbound> batch = decode(polled.records());
    List<Decision> decisions = gate.judge(batch);
    Map<SourcePartition, Long> ends = new HashMap<>();
    batch.forEach(each -> ends.put(each.source(), each.offset() + 1));
    polled.publish(
        transaction -> {
          records.publish(batch, decisions, transaction);
          ends.forEach((source, next) -> transaction.commit(source.topicPartition(), next));
        });
    source.published(ends);
    count(batch, decisions);
  }

  private List<Outbound> decode(List<ConsumerRecord<byte[], byte[]>> received) {
    return source.read(
        received,
        (from, input) ->
            new Outbound(from, input, parser.parse(input), PassedOnHeaders.of(input.headers())));
  }

  @Override
  public void onReset() {
    source.reset();
  }

  @Override
  public void onStopped(Map<TopicPartition, Long> committed) {
    source.stopped(committed);
  }

  private void count(List<Outbound> batch, List<Decision> decisions) {
    Instant now = clock.instant();
    int rewound = 0;
    for (int i = 0; i < decisions.size(); i++) {
      switch (decisions.get(i)) {
        case Decision.Judged judged ->
            meters.replies(
                judged.verdict() == Verdict.DELIVERED ? "delivered" : "suppressed",
                ReplyRecords.reason(judged.verdict(), batch.get(i).reply()),
                1);
        case Decision.DeadLetter dead ->
            meters.replies("dead-letter", dead.defect().code().contractName(), 1);
        case Decision.AlreadyPublished published -> {
          rewound++;
          continue;
        }
      }
      meters.replyDelay(
          Duration.between(Instant.ofEpochMilli(batch.get(i).received().timestamp()), now));
    }
    if (rewound > 0) {
      meters.repliesRewound(rewound);
      log.warn(
          "the group gatehouse.outbound was rewound: {} replies are published already and are not sent again",
          rewound);
    }
  }
}
