package io.gatehouse.local.demo;

import io.gatehouse.topics.Topic;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.KafkaConsumer;

/** The BOT, the agents and the supervisor at their screens, which show all queues. */
final class Staff implements Demo.Shift {

  private static final Duration TURN = Duration.ofMillis(50);

  private final DemoSettings settings;
  private final Clock clock;
  private final Lines lines;
  private final Arrivals arrivals;
  private final Bot bot;
  private final Agents agents;
  private final Supervisor supervisor;
  private OpenTickets tickets;
  private boolean caughtUp;
  private final CompletableFuture<Long> lastNumber = new CompletableFuture<>();

  Staff(DemoSettings settings, Arrivals arrivals, Clock clock, Lines lines) {
    this.settings = settings;
    this.clock = clock;
    this.lines = lines;
    this.arrivals = arrivals;
    this.tickets = new OpenTickets(arrivals);
    this.bot = new Bot(settings, arrivals);
    this.agents = new Agents(settings, arrivals);
    this.supervisor = new Supervisor(settings);
  }

  /** The number of the last message of earlier runs, when all that they left has been read. */
  CompletableFuture<Long> lastNumber() {
    return lastNumber;
  }

  /** Reads everything anew, so that nothing is counted twice after an outage. */
  @Override
  public KafkaConsumer<byte[], byte[]> open() {
    tickets = new OpenTickets(arrivals);
    caughtUp = false;
    return lines.reader(
        Login.SUPERVISORS,
        Topic.TICKETS_INBOX,
        Topic.TICKETS_BOT,
        Topic.TICKETS_UNASSIGNED,
        Topic.TICKETS_BLOCKED);
  }

  @Override
  public void turn(KafkaConsumer<byte[], byte[]> reader) {
    reader.poll(TURN).forEach(tickets::see);
    if (!caughtUp) {
      if (!allRead(reader)) {
        return;
      }
      caughtUp = true;
      tickets.all().forEach(OpenTicket::seenBySupervisor); // not all decided on at once
      lastNumber.complete(tickets.lastNumber());
    }
    Instant now = clock.instant();
    tickets.forgetClosed(now);
    List<Sent> orders = new ArrayList<>();
    for (OpenTicket ticket : tickets.all()) {
      if (!ticket.awaitsEffect(now, patience())) {
        orders.addAll(bot.next(ticket, now));
        orders.addAll(agents.next(ticket, tickets.all(), now));
        orders.addAll(supervisor.next(ticket, now));
      }
    }
    orders.forEach(lines::send);
  }

  private static boolean allRead(KafkaConsumer<byte[], byte[]> reader) {
    return reader.endOffsets(reader.assignment()).entrySet().stream()
        .allMatch(end -> reader.position(end.getKey()) >= end.getValue());
  }

  private Duration patience() {
    return settings.beats(20).plusSeconds(10);
  }
}
