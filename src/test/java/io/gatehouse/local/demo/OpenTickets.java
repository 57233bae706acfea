package io.gatehouse.local.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The demo's open tickets, made from what is on the queues' topics. */
final class OpenTickets {

  private static final JsonMapper JSON = JsonMapper.shared();

  /** News about a ticket can come from several topics, the last one first. */
  private static final Duration LATE_NEWS = Duration.ofMinutes(5);

  private final Arrivals arrivals;
  private final Map<String, OpenTicket> open = new HashMap<>();
  private final Map<String, Instant> closed = new HashMap<>();
  private long lastNumber = -1;

  OpenTickets(Arrivals arrivals) {
    this.arrivals = arrivals;
  }

  Collection<OpenTicket> all() {
    return Collections.unmodifiableCollection(open.values());
  }

  /** The highest number of a message seen, -1 before the first. */
  long lastNumber() {
    return lastNumber;
  }

  /** Forgets tickets of which nothing more can come. Not before all has been read. */
  void forgetClosed(Instant now) {
    closed.values().removeIf(at -> at.isBefore(now.minus(LATE_NEWS)));
  }

  void see(ConsumerRecord<byte[], byte[]> source) {
    String customerId = header(source, "ce_subject");
    String ticketId = header(source, "ce_ticketid");
    if (source.value() == null
        || customerId == null
        || ticketId == null
        || !arrivals.owns(customerId)) {
      return;
    }
    JsonNode value = JSON.readTree(new String(source.value(), UTF_8));
    Instant at = Instant.ofEpochMilli(source.timestamp());
    switch (String.valueOf(header(source, "ce_type"))) {
      case "gatehouse.message.routed" -> {
        arrivals
            .number(value.path("messageId").asString(""))
            .ifPresent(number -> lastNumber = Math.max(lastNumber, number));
        String queue = String.valueOf(header(source, "ce_queue"));
        OpenTicket ticket = ticket(ticketId, customerId, queue, at);
        if (ticket != null) {
          ticket.message(
              queue,
              header(source, "ce_agent"),
              String.valueOf(header(source, "ce_id")),
              value.path("text").asString(""),
              at);
        }
      }
      case "gatehouse.ticket.arrived" -> {
        String queue = value.path("to").asString("");
        OpenTicket ticket = ticket(ticketId, customerId, queue, at);
        if (ticket != null) {
          ticket.arrived(queue, value.path("agent").stringValue(null), at);
        }
      }
      case "gatehouse.ticket.closed", "gatehouse.ticket.deleted" -> {
        open.remove(ticketId);
        closed.put(ticketId, at);
      }
      default -> {
        // it left a queue, and what it arrives at says so
      }
    }
  }

  private @Nullable OpenTicket ticket(
      String ticketId, String customerId, String queue, Instant at) {
    return closed.containsKey(ticketId)
        ? null
        : open.computeIfAbsent(ticketId, id -> new OpenTicket(id, customerId, queue, at));
  }

  private static @Nullable String header(ConsumerRecord<byte[], byte[]> source, String name) {
    Header header = source.headers().lastHeader(name);
    return header == null || header.value() == null ? null : new String(header.value(), UTF_8);
  }
}
