package io.gatehouse.proof;

import io.gatehouse.proof.Body.TicketEvent.Kind;
import io.gatehouse.topics.Topic;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/** Makes entries of records, keeping no more of them than the checks need. */
final class EntryReader {

  /** What is missing in a record or has another form than the contract says. */
  static final class Unfit extends RuntimeException {
    private static final long serialVersionUID = 1;

    Unfit(String message) {
      super(message, null, false, false);
    }
  }

  private static final Map<String, Kind> TICKET_EVENTS =
      Arrays.stream(Kind.values())
          .collect(
              Collectors.toMap(
                  kind -> "gatehouse.ticket." + kind.name().toLowerCase(Locale.ROOT),
                  kind -> kind));

  private final Map<String, Topic> topics;
  private final Map<String, String> names = new ConcurrentHashMap<>();

  /**
   * Reads records.
   *
   * @param topicNames on the broker, as origins have them
   */
  EntryReader(Function<Topic, String> topicNames) {
    topics = Arrays.stream(Topic.values()).collect(Collectors.toMap(topicNames, topic -> topic));
  }

  Entry read(Topic topic, ConsumerRecord<byte[], byte[]> input) {
    boolean event = isEvent(topic);
    Map<String, byte[]> attributes = event ? headers(input, "ce_") : Map.of();
    EventId id = null;
    Body body;
    try {
      if (event) {
        EventId read = EventId.parse(text(attributes, "id"));
        id = new EventId(name(read.source()), read.partition(), read.offset(), read.suffix());
      }
      body = body(topic, input, attributes);
    } catch (Unfit e) {
      body = new Body.Unreadable(String.valueOf(e.getMessage()));
    } catch (JacksonException | DateTimeException e) {
      body = new Body.Unreadable("its form is another: " + e.getClass().getSimpleName());
    }
    String key = name(input.key());
    return new Entry(
        topic,
        input.partition(),
        input.offset(),
        input.timestamp(),
        key,
        event ? name(attributes.get("subject")) : key,
        id,
        Content.of(input.value(), input.headers()),
        body);
  }

  private static boolean isEvent(Topic topic) {
    return topic != Topic.MESSAGES_INBOUND
        && topic != Topic.MESSAGES_OUTBOUND
        && !World.COMMANDS.contains(topic)
        && !isDeadLetter(topic);
  }

  private static boolean isDeadLetter(Topic topic) {
    return topic.contractName().endsWith("-dlt");
  }

  private Body body(
      Topic topic, ConsumerRecord<byte[], byte[]> input, Map<String, byte[]> attributes) {
    if (topic == Topic.MESSAGES_INBOUND) {
      return new Body.Inbound(Identity.of(input.value()));
    }
    if (topic == Topic.MESSAGES_OUTBOUND) {
      return new Body.Reply(Identity.ofReply(input.value()));
    }
    if (World.COMMANDS.contains(topic)) {
      return Values.command(input.value());
    }
    if (isDeadLetter(topic)) {
      return deadLetter(input);
    }
    requireOnce(input);
    String type = text(attributes, "type");
    if (World.QUEUES.contains(topic)) {
      return onQueue(type, input, attributes);
    }
    return switch (topic) {
      case MESSAGES_DELIVER -> delivered(type, attributes);
      case MESSAGES_SUPPRESSED -> suppressed(attributes);
      case COMMANDS_OUTCOME -> Values.outcome(input.value());
      case CUSTOMERS_STATE -> Values.state(input.value());
      default -> throw new Unfit("nothing is expected on this topic");
    };
  }

  private Body onQueue(
      String type, ConsumerRecord<byte[], byte[]> input, Map<String, byte[]> attributes) {
    if (type.equals("gatehouse.message.routed")) {
      return routed(attributes);
    }
    if (type.equals("gatehouse.message.erased")) {
      return new Body.Erased();
    }
    Kind kind = TICKET_EVENTS.get(type);
    if (kind == null) {
      throw new Unfit("ce_type " + type);
    }
    return Values.ticketEvent(kind, input.value(), micros(attributes));
  }

  private Body delivered(String type, Map<String, byte[]> headers) {
    if (!type.equals("gatehouse.message.delivered")) {
      throw new Unfit("ce_type " + type);
    }
    byte[] agent = headers.get("agent");
    return new Body.Delivered(
        origin(headers),
        name(headers, "reason"),
        Values.ticket(text(headers, "ticketid")),
        agent == null ? null : name(agent));
  }

  private Body suppressed(Map<String, byte[]> headers) {
    return new Body.Suppressed(
        origin(headers),
        name(headers, "reason"),
        headers.containsKey("ticketid") ? Values.ticket(text(headers, "ticketid")) : 0);
  }

  private Body routed(Map<String, byte[]> headers) {
    byte[] agent = headers.get("agent");
    return new Body.Routed(
        origin(headers),
        name(headers, "queue"),
        name(headers, "reason"),
        Values.ticket(text(headers, "ticketid")),
        agent == null ? null : name(agent),
        headers.containsKey("newticket"),
        headers.containsKey("restored"),
        micros(headers));
  }

  private Body deadLetter(ConsumerRecord<byte[], byte[]> input) {
    Map<String, byte[]> headers = headers(input, "kafka_dlt-");
    byte[] partition = headers.get("original-partition");
    byte[] offset = headers.get("original-offset");
    if (partition == null
        || partition.length != Integer.BYTES
        || offset == null
        || offset.length != Long.BYTES) {
      throw new Unfit("kafka_dlt-original-partition or -offset is missing");
    }
    return new Body.DeadLetter(
        new Position(
            topic(text(headers, "original-topic")),
            ByteBuffer.wrap(partition).getInt(),
            ByteBuffer.wrap(offset).getLong()),
        input.headers().lastHeader("gatehouse-original-size") != null);
  }

  private Position origin(Map<String, byte[]> headers) {
    String text = text(headers, "origin");
    EventId parts = EventId.parse(text); // of the same form
    if (parts.partition() < 0 || !parts.suffix().isEmpty()) {
      throw new Unfit("ce_origin " + text);
    }
    return new Position(topic(parts.source()), parts.partition(), parts.offset());
  }

  private Topic topic(String name) {
    Topic topic = topics.get(name);
    if (topic == null) {
      throw new Unfit("it is from a topic called " + name);
    }
    return topic;
  }

  private static long micros(Map<String, byte[]> headers) {
    Instant time = Instant.parse(text(headers, "time"));
    return Math.addExact(
        Math.multiplyExact(time.getEpochSecond(), 1_000_000L), time.getNano() / 1_000);
  }

  /** Those whose names begin so, by the rest of the name. */
  private static Map<String, byte[]> headers(ConsumerRecord<byte[], byte[]> input, String prefix) {
    Map<String, byte[]> found = new HashMap<>();
    for (Header header : input.headers()) {
      if (header.key().startsWith(prefix) && header.value() != null) {
        found.put(header.key().substring(prefix.length()), header.value());
      }
    }
    return found;
  }

  /** What a connector says under our names must not come out beside what we say. */
  private static void requireOnce(ConsumerRecord<byte[], byte[]> input) {
    Header[] headers = input.headers().toArray();
    for (int i = 1; i < headers.length; i++) {
      for (int j = 0; j < i; j++) {
        String key = headers[i].key();
        if (key.startsWith("ce_") && key.equals(headers[j].key())) {
          throw new Unfit("its header " + key + " is there twice");
        }
      }
    }
  }

  private static String text(Map<String, byte[]> headers, String header) {
    byte[] value = headers.get(header);
    if (value == null) {
      throw new Unfit("its header " + header + " is missing");
    }
    return new String(value, StandardCharsets.UTF_8);
  }

  private String name(Map<String, byte[]> headers, String header) {
    return name(text(headers, header));
  }

  private @Nullable String name(byte @Nullable [] value) {
    return value == null ? null : name(new String(value, StandardCharsets.UTF_8));
  }

  /** One object for each name, however often it comes. */
  String name(String name) {
    String known = names.putIfAbsent(name, name);
    return known == null ? name : known;
  }
}
