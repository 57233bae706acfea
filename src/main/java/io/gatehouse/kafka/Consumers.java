package io.gatehouse.kafka;

import io.gatehouse.topics.Topics;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.scheduling.TaskScheduler;
import org.springframework.stereotype.Component;

/** All consumers of this worker: started last, stopped first. */
@Component
public class Consumers implements SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(Consumers.class);

  /** A worker that stops has 20 s for everything. */
  private static final Duration ASKING = Duration.ofSeconds(3);

  private final List<BatchListener> listeners;
  private final KafkaClients clients;
  private final BrokerFacts broker;
  private final Topics topics;
  private final TaskScheduler scheduler;
  private final Clock clock;
  private volatile List<WorkingConsumer> consumers = List.of();

  Consumers(
      List<BatchListeners> listeners,
      KafkaClients clients,
      BrokerFacts broker,
      Topics topics,
      TaskScheduler scheduler,
      Clock clock) {
    this.listeners = listeners.stream().flatMap(some -> some.listeners().stream()).toList();
    this.clients = clients;
    this.broker = broker;
    this.topics = topics;
    this.scheduler = scheduler;
    this.clock = clock;
  }

  public List<ConsumerStatus> statuses() {
    return consumers.stream().map(WorkingConsumer::status).toList();
  }

  @Override
  public void start() {
    List<WorkingConsumer> started = new ArrayList<>();
    for (BatchListener listener : listeners) {
      started.add(new WorkingConsumer(listener, clients, topics, scheduler, clock));
    }
    started.forEach(WorkingConsumer::start);
    consumers = List.copyOf(started);
  }

  /** Each consumer ends the batch it is at, or gives it up, and leaves its group. */
  @Override
  public void stop() {
    var stopped = new CountDownLatch(consumers.size());
    consumers.forEach(consumer -> consumer.stop(stopped::countDown));
    try {
      if (!stopped.await(15, TimeUnit.SECONDS)) {
        log.warn(
            "a consumer did not end its batch in time; it is given up and will be answered by a replay");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    noteCommitted();
    consumers = List.of();
  }

  /**
   * So that a group that is rewound before its next batch sends nothing twice; nothing else needs
   * it. The broker is asked, because no consumer knows: it may have been told that a commit failed
   * which did not.
   */
  private void noteCommitted() {
    try {
      for (BatchListener listener : listeners) {
        String group = WorkingConsumer.group(listener);
        listener.onStopped(broker.committed(List.of(group), ASKING).getOrDefault(group, Map.of()));
      }
    } catch (RuntimeException e) {
      log.warn(
          "could not note how far all groups are ({}): do not rewind them before the worker has run again",
          Outage.rootCause(e));
    }
  }

  @Override
  public boolean isRunning() {
    return !consumers.isEmpty();
  }

  @Override
  public int getPhase() {
    return Integer.MAX_VALUE - 100;
  }
}
