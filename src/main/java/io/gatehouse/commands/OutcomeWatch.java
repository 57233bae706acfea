package io.gatehouse.commands;

import io.gatehouse.kafka.KafkaClients;
import io.gatehouse.kafka.Outage;
import io.gatehouse.topics.Topic;
import io.gatehouse.topics.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads the outcomes as they are announced, by whichever worker, for those of this worker who wait
 * for one. What is announced while it cannot read is not made up for: whoever waits for it looks
 * for it in the database later. Reads nothing before somebody waits for the first time.
 */
@Component
class OutcomeWatch implements DisposableBean {

  /** An outcome as it was announced. */
  record Announcement(String eventId, JsonNode outcome) {}

  private record Wanted(String kind, String key, String commandId) {}

  private static final Logger log = LoggerFactory.getLogger(OutcomeWatch.class);
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final Duration POLL = Duration.ofSeconds(1);

  private final KafkaClients clients;
  private final Topics topics;
  private final Map<Wanted, Set<Expected>> expected = new HashMap<>();
  private final CountDownLatch stopped = new CountDownLatch(1);
  private volatile CountDownLatch inPlace = new CountDownLatch(1);
  private @Nullable Thread thread;

  OutcomeWatch(KafkaClients clients, Topics topics) {
    this.clients = clients;
    this.topics = topics;
  }

  /**
   * Looks out for a command's outcome from now on, so it is called before the command is posted.
   *
   * @param atMost how long to wait until outcomes are read at all
   */
  Expected expect(String kind, String key, String commandId, Duration atMost) {
    start();
    try {
      if (!inPlace.await(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
        log.debug("outcomes are not read yet: this one may be missed");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return new Expected(new Wanted(kind, key, commandId));
  }

  /** The outcomes announced for one command while this is open. */
  final class Expected implements AutoCloseable {
    private final Wanted wanted;
    private final BlockingQueue<Announcement> announced = new LinkedBlockingQueue<>();

    private Expected(Wanted wanted) {
      this.wanted = wanted;
      synchronized (expected) {
        expected.computeIfAbsent(wanted, w -> new HashSet<>()).add(this);
      }
    }

    /** The next one, or null if none comes in time. */
    @Nullable Announcement next(Duration atMost) {
      try {
        return announced.poll(atMost.toNanos(), TimeUnit.NANOSECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return null;
      }
    }

    @Override
    public void close() {
      synchronized (expected) {
        Set<Expected> others = expected.get(wanted);
        if (others != null && others.remove(this) && others.isEmpty()) {
          expected.remove(wanted);
        }
      }
    }
  }

  /** Reads from now on, so that the first who waits need not wait for that too. */
  synchronized void start() {
    if (thread == null) {
      thread = Thread.ofPlatform().daemon().name("outcomes").start(this::read);
    }
  }

  private void read() {
    String saidLast = "";
    while (!isStopped()) {
      try (Consumer<byte[], byte[]> consumer = clients.reader("outcomes")) {
        goToTheEnd(consumer);
        inPlace.countDown();
        saidLast = "";
        while (!isStopped()) {
          consumer.poll(POLL).forEach(this::handOver);
        }
      } catch (RuntimeException e) {
        String what = Outage.of(e).words() + " (" + Outage.rootCause(e) + ")";
        if (!what.equals(saidLast)) {
          log.warn("outcomes are not read, and requests not told them: waits for {}", what);
          saidLast = what;
        }
        inPlace = new CountDownLatch(1);
        pause();
      }
    }
  }

  /** Asks for the positions, because an end that is only looked up later is a later one. */
  private void goToTheEnd(Consumer<byte[], byte[]> consumer) {
    List<TopicPartition> partitions =
        consumer.partitionsFor(topics.name(Topic.COMMANDS_OUTCOME)).stream()
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToEnd(partitions);
    partitions.forEach(consumer::position);
  }

  private void handOver(ConsumerRecord<byte[], byte[]> announced) {
    synchronized (expected) {
      if (expected.isEmpty()) {
        return;
      }
      JsonNode outcome = JSON.readTree(announced.value());
      var wanted =
          new Wanted(
              outcome.required("command").stringValue(),
              new String(announced.key(), StandardCharsets.UTF_8),
              outcome.required("commandId").stringValue());
      Header id = announced.headers().lastHeader("ce_id");
      if (id != null) {
        var announcement =
            new Announcement(new String(id.value(), StandardCharsets.UTF_8), outcome);
        expected
            .getOrDefault(wanted, Set.of())
            .forEach(waiting -> waiting.announced.add(announcement));
      }
    }
  }

  private boolean isStopped() {
    return stopped.getCount() == 0;
  }

  private void pause() {
    try {
      if (!stopped.await(1, TimeUnit.SECONDS)) {
        log.debug("outcomes are read again");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      stopped.countDown();
    }
  }

  @Override
  public void destroy() throws InterruptedException {
    stopped.countDown();
    Thread reader;
    synchronized (this) {
      reader = thread;
    }
    if (reader != null) {
      reader.join(POLL.plusSeconds(1));
    }
  }
}
