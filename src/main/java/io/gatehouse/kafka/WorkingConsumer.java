package io.gatehouse.kafka;

import io.gatehouse.topics.Topics;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.task.TaskRejectedException;
import org.springframework.kafka.listener.BatchAcknowledgingConsumerAwareMessageListener;
import org.springframework.kafka.listener.ConsumerAwareRebalanceListener;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.KafkaMessageListenerContainer;
import org.springframework.kafka.support.Acknowledgment;
import org.springframework.scheduling.TaskScheduler;

/**
 * The consumer of one topic. Spring's container polls, joins and leaves the group, pauses and
 * stops; it never commits and never sees an exception.
 *
 * <p>After any failure the position in memory says nothing: the transaction may have been committed
 * or not. So the consumer pauses, still polling and a member of its group, and before it takes
 * records again it ends the open transaction and goes back to the <em>committed</em> offsets.
 */
final class WorkingConsumer
    implements BatchAcknowledgingConsumerAwareMessageListener<byte[], byte[]>,
        ConsumerAwareRebalanceListener,
        PollWatch {

  private static final Logger log = LoggerFactory.getLogger(WorkingConsumer.class);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

  private final String name;
  private final BatchListener listener;
  private final Lanes lanes;
  private final TaskScheduler scheduler;
  private final Clock clock;
  private final KafkaMessageListenerContainer<byte[], byte[]> container;

  private boolean positionUnknown;
  private Duration pause = FIRST_PAUSE;
  private volatile boolean joined;
  private volatile @Nullable String waitingFor;
  private volatile @Nullable Instant waitingSince;

  WorkingConsumer(
      BatchListener listener,
      KafkaClients clients,
      Topics topics,
      TaskScheduler scheduler,
      Clock clock) {
    this.name = listener.name();
    this.listener = listener;
    this.lanes = new Lanes(listener, clients::transactions);
    this.scheduler = scheduler;
    this.clock = clock;

    Map<String, Object> properties = new HashMap<>(listener.consumerProperties());
    properties.put(ConsumerConfig.CLIENT_ID_CONFIG, clients.instanceId() + "-" + name);
    var containerProperties = new ContainerProperties(topics.name(listener.topic()));
    containerProperties.setGroupId(group(listener));
    // Offsets go out with the outputs, in the transaction.
    containerProperties.setAckMode(ContainerProperties.AckMode.MANUAL);
    containerProperties.setAssignmentCommitOption(ContainerProperties.AssignmentCommitOption.NEVER);
    containerProperties.setConsumerRebalanceListener(this);
    containerProperties.setMessageListener(this);
    containerProperties.setPollTimeout(1_000);
    containerProperties.setPollTimeoutWhilePaused(Duration.ofMillis(100));
    containerProperties.setShutdownTimeout(15_000);
    // Without it, a consumer that is refused once by the broker's access rules would stop without a
    // word. Once the right is back, a poll still fails for each partition that was refused before.
    containerProperties.setAuthExceptionRetryInterval(Duration.ofSeconds(1));
    this.container =
        new KafkaMessageListenerContainer<>(
            clients.consumers(properties, this), containerProperties);
    this.container.setBeanName(name);
  }

  static String group(BatchListener listener) {
    return "gatehouse." + listener.name();
  }

  String name() {
    return name;
  }

  void start() {
    try {
      lanes.open(); // before the first poll: ends at once what a killed run left open
    } catch (RuntimeException e) {
      positionUnknown = true;
      waitFor(e);
    }
    container.start();
  }

  void stop(Runnable stopped) {
    lanes.windUp();
    container.stop(
        () -> {
          lanes.close();
          stopped.run();
        });
  }

  ConsumerStatus status() {
    return new ConsumerStatus(name, container.isRunning(), joined, waitingFor, waitingSince);
  }

  @Override
  public void onMessage(
      List<ConsumerRecord<byte[], byte[]>> records,
      @Nullable Acknowledgment ack,
      @Nullable Consumer<?, ?> consumer) {
    if (consumer == null) {
      throw new IllegalStateException("the container gives the consumer");
    }
    try {
      if (positionUnknown) {
        goBackToCommitted(consumer);
        return; // these records come again, if they are still to be answered
      }
      lanes.work(records, consumer, waitingFor == null);
      goOn();
    } catch (RuntimeException e) {
      positionUnknown = true;
      readAgain(records, consumer);
      waitAndRetry(e);
    }
  }

  /**
   * Makes sure that this listener is called again, also if nothing new arrives. Only in memory,
   * since the broker may be away; whether these records are still to be answered is found out then.
   */
  private static void readAgain(
      List<ConsumerRecord<byte[], byte[]>> records, Consumer<?, ?> consumer) {
    Map<TopicPartition, Long> first = new HashMap<>();
    records.forEach(each -> first.putIfAbsent(Batch.partition(each), each.offset()));
    first.keySet().retainAll(consumer.assignment());
    first.forEach(consumer::seek);
  }

  private void goBackToCommitted(Consumer<?, ?> consumer) {
    lanes.open();
    listener.onReset();
    Map<TopicPartition, OffsetAndMetadata> offsets = consumer.committed(consumer.assignment());
    for (TopicPartition partition : consumer.assignment()) {
      OffsetAndMetadata offset = offsets.get(partition);
      if (offset == null) {
        consumer.seekToBeginning(List.of(partition));
      } else {
        consumer.seek(partition, offset.offset());
      }
    }
    positionUnknown = false;
  }

  /**
   * Ends a wait when there is nothing to try again: what failed was a poll or the start, or the
   * records that failed are another worker's by now. Not at the first poll that brings nothing,
   * because the records may be on their way.
   */
  @Override
  public void polled(Consumer<?, ?> consumer, int records) {
    if (waitingFor == null || records > 0 || !consumer.paused().isEmpty()) {
      return;
    }
    if (!positionUnknown) {
      goOn();
      return;
    }
    try {
      goBackToCommitted(consumer);
    } catch (RuntimeException e) {
      waitFor(e);
    }
  }

  @Override
  public void pollFailed(RuntimeException failure) {
    waitFor(failure);
  }

  private void waitAndRetry(RuntimeException failure) {
    waitFor(failure);
    container.pause();
    try {
      var unused = scheduler.schedule(container::resume, clock.instant().plus(pause));
    } catch (TaskRejectedException e) {
      return; // the worker is stopping: the scheduler ends before the consumers do
    }
    pause =
        pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
  }

  /** Says it once, however often it is tried. */
  private void waitFor(RuntimeException failure) {
    Outage outage = Outage.of(failure);
    String cause = Outage.rootCause(failure);
    String now = outage.isDenied() ? outage.words() + " (" + cause + ")" : outage.words();
    if (now.equals(waitingFor)) {
      return;
    }
    waitingFor = now;
    waitingSince = clock.instant();
    if (outage == Outage.FAULT) {
      log.error("{}: waits for {}", name, now, failure);
    } else if (outage.isDenied()) {
      log.warn("{}: waits for {}", name, now);
    } else {
      log.warn("{}: waits for {} ({})", name, now, cause);
    }
  }

  private void goOn() {
    Instant since = waitingSince;
    if (since != null) {
      log.info(
          "{}: goes on after {} s", name, Duration.between(since, clock.instant()).toSeconds());
    }
    waitingFor = null;
    waitingSince = null;
    pause = FIRST_PAUSE;
  }

  @Override
  public void onPartitionsRevokedBeforeCommit(
      Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
    giveUp(partitions);
  }

  /** The consumer reads ahead while its lanes work, so this can come in the middle of that. */
  private void giveUp(Collection<TopicPartition> partitions) {
    lanes.await();
    lanes.drop(partitions);
  }

  @Override
  public void onPartitionsAssigned(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
    joined = true;
    listener.onReset();
  }

  @Override
  public void onPartitionsLost(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
    joined = false;
    giveUp(partitions);
  }
}
