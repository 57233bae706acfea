package io.gatehouse.tools;

import io.gatehouse.topics.Topic;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * One run of load. The moment a message was due travels with it in a header, so that a late send
 * counts as delay.
 */
final class LoadRun implements AutoCloseable {

  private static final JsonMapper JSON = JsonMapper.shared();
  private static final long REPORT_NANOS = TimeUnit.MILLISECONDS.toNanos(250);
  private static final int BAR = 30;

  private final String run = UUID.randomUUID().toString().substring(0, 8);
  private final String header = "load-" + run;
  private final Output output;
  private final int customers;
  private final String topic;
  private final LoadScreen screen;
  private final Sender sender;
  private final Interruption interruption;

  LoadRun(Installation installation, Output output, Interruption interruption, int customers) {
    this.output = output;
    this.interruption = interruption;
    this.customers = customers;
    topic = installation.topics().name(Topic.MESSAGES_INBOUND);
    List<Topic> read = new ArrayList<>(Decision.topics(Topic.MESSAGES_INBOUND));
    read.add(Topic.MESSAGES_INBOUND); // so that it is known to be there
    screen = new LoadScreen(new TopicReader(installation, read).fromEnd(), header);
    sender = new Sender(installation);
  }

  /**
   * Sends for so long, or until Ctrl-C, and waits for what is under way.
   *
   * @param timeout ends the waiting if nothing has come for so long
   */
  LoadResult send(int rate, Duration lasting, Duration timeout) {
    screen.start();
    long begin = System.nanoTime();
    long end = begin + lasting.toNanos();
    long number = 0;
    long late = 0;
    long report = begin;
    for (long due = begin; due < end; due = begin + number * 1_000_000_000L / rate) {
      long wait = due - System.nanoTime();
      boolean stop = wait > 0 ? interruption.pause(wait) : interruption.isAsked();
      if (stop || screen.hasFailed()) {
        break;
      }
      long now = System.nanoTime();
      late = Math.max(late, now - due);
      var unused = sender.sendSoon(message(number, due));
      number++;
      if (now >= report) {
        progress(now - begin, end - begin, number);
        report = now + REPORT_NANOS;
      }
    }
    double seconds = Math.max(1, System.nanoTime() - begin) / 1e9;
    sender.flush();
    screen.expect(number, interruption.isAsked() ? Duration.ofSeconds(2) : timeout);
    output.progress("");
    if (interruption.isAsked()) {
      output.say("interrupted; this is what was measured until then");
    }
    return new LoadResult(
        number, seconds, TimeUnit.NANOSECONDS.toMicros(late), screen.outcomes(), screen.delays());
  }

  private ProducerRecord<byte[], byte[]> message(long number, long due) {
    String customer = "load-%s-%d".formatted(run, number % customers);
    ObjectNode message = JSON.createObjectNode();
    message.put("messageId", "load-%s-%d".formatted(run, number));
    message.put("customerId", customer);
    message.put("channel", "load");
    message.put("sentAt", Instant.now().toString());
    message.put(
        "text", "Message %d of a load run: I am still waiting for my parcel.".formatted(number));
    List<Header> headers =
        List.of(new RecordHeader(header, ByteBuffer.allocate(Long.BYTES).putLong(due).array()));
    return new ProducerRecord<>(topic, null, utf8(customer), utf8(message.toString()), headers);
  }

  private void progress(long past, long whole, long sent) {
    int done = (int) Math.min(BAR, BAR * past / whole);
    output.progress(
        "[%s%s] %3d %%  %,d sent  %,d seen  p99 %,.1f ms"
            .formatted(
                "#".repeat(done),
                ".".repeat(BAR - done),
                Math.min(100, 100 * past / whole),
                sent,
                screen.seen(),
                screen.delays().getValueAtPercentile(99) / 1e3));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    screen.close();
    sender.close();
  }
}
