package io.gatehouse.proof;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gatehouse.topics.Topic;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;

/** Topics and tables made by hand, every record with a label, to break one of them. */
final class Scene {

  private static final Instant BEGIN = Instant.parse("2026-11-21T10:00:00Z");

  private final Map<String, Made> records = new LinkedHashMap<>();
  private final Map<String, Long> nextOffsets = new HashMap<>();
  private final Map<String, Database.Message> rows = new LinkedHashMap<>();
  private final Map<String, Database.Reply> replies = new LinkedHashMap<>();
  private final Map<String, Database.Command> commands = new LinkedHashMap<>();
  private final Map<Long, Database.Ticket> tickets = new HashMap<>();
  private final Map<String, Database.Customer> customers = new HashMap<>();
  private final List<Database.Source> sources = new ArrayList<>();
  private long now = BEGIN.toEpochMilli();

  /** A record; what breaks it makes another one. */
  record Made(
      Topic topic,
      int partition,
      long offset,
      long timestamp,
      @Nullable String key,
      @Nullable String value,
      Map<String, byte[]> headers) {

    Position position() {
      return new Position(topic, partition, offset);
    }

    Made at(Topic otherTopic, int otherPartition, long otherOffset, long otherTime) {
      return new Made(otherTopic, otherPartition, otherOffset, otherTime, key, value, headers);
    }

    Made value(@Nullable String other) {
      return new Made(topic, partition, offset, timestamp, key, other, headers);
    }

    Made key(String other) {
      return new Made(topic, partition, offset, timestamp, other, value, headers);
    }

    Made header(String name, String other) {
      Map<String, byte[]> changed = new LinkedHashMap<>(headers);
      changed.put(name, other.getBytes(UTF_8));
      return new Made(topic, partition, offset, timestamp, key, value, changed);
    }

    ConsumerRecord<byte[], byte[]> consumed() {
      Headers all = new RecordHeaders();
      headers.forEach(all::add);
      return new ConsumerRecord<>(
          topic.contractName(),
          partition,
          offset,
          timestamp,
          TimestampType.LOG_APPEND_TIME,
          -1,
          -1,
          key == null ? null : key.getBytes(UTF_8),
          value == null ? null : value.getBytes(UTF_8),
          all,
          Optional.empty());
    }
  }

  // -------------------------------------------------------------------------------------- records

  Made append(
      String label,
      Topic topic,
      String customer,
      @Nullable String key,
      @Nullable String value,
      Map<String, byte[]> headers) {
    int partition = Math.floorMod(customer.hashCode(), 3);
    now += 10;
    long offset = nextOffsets.merge(topic + ":" + partition, 1L, Long::sum) - 1;
    var made = new Made(topic, partition, offset, now, key, value, headers);
    if (records.put(label, made) != null) {
      throw new IllegalArgumentException("twice: " + label);
    }
    return made;
  }

  /** Message {@code id} of the customer, labelled with its id. */
  void message(String customer, String id) {
    message(id, customer, id);
  }

  void message(String label, String customer, String id) {
    String value =
        "{\"messageId\":\"%s\",\"customerId\":\"%s\",\"channel\":\"web\",\"text\":\"hello %s\"}"
            .formatted(id, customer, id);
    append(label, Topic.MESSAGES_INBOUND, customer, customer, value, Map.of("trace", bytes(label)));
  }

  /** Its routing, labelled {@code routed <message>}, and its row. */
  void routed(String message, String queue, String reason, long ticket) {
    routed(message, queue, reason, ticket, Map.of());
  }

  void routed(
      String message, String queue, String reason, long ticket, Map<String, String> further) {
    Made inbound = get(message);
    String customer = customerOf(inbound);
    String id = id(inbound, "");
    Map<String, byte[]> headers = event("gatehouse.message.routed", id, customer);
    inbound.headers().forEach(headers::put);
    headers.put("ce_origin", bytes(inbound.position().toString()));
    headers.put("ce_queue", bytes(queue));
    headers.put("ce_reason", bytes(reason));
    headers.put("ce_ticketid", bytes("t-" + ticket));
    further.forEach((name, value) -> headers.put("ce_" + name, bytes(value)));
    append(
        "routed " + message,
        queue(queue),
        customer,
        queue.equals("blocked") ? id : customer,
        inbound.value(),
        headers);
    row(message, queue, reason, ticket, further);
  }

  void suppressed(String message, String reason) {
    Made inbound = get(message);
    String customer = customerOf(inbound);
    boolean erased = reason.equals("erased");
    Map<String, byte[]> headers = event("gatehouse.message.suppressed", id(inbound, ""), customer);
    if (!erased) {
      headers.putAll(inbound.headers());
    }
    headers.put("ce_origin", bytes(inbound.position().toString()));
    headers.put("ce_reason", bytes(reason));
    append(
        "suppressed " + message,
        Topic.MESSAGES_SUPPRESSED,
        customer,
        customer,
        erased ? null : inbound.value(),
        headers);
    if (reason.equals("blacklisted") && inbound.topic() == Topic.MESSAGES_INBOUND) {
      row(message, null, reason, 0, Map.of());
    }
  }

  /** Reply {@code id} of a BOT or an agent, labelled with its id. */
  void reply(String customer, String id, long ticket) {
    reply(id, customer, id, ticket);
  }

  void reply(String label, String customer, String id, long ticket) {
    String value =
        "{\"messageId\":\"%s\",\"customerId\":\"%s\",\"ticketId\":\"t-%d\",\"text\":\"hello %s\"}"
            .formatted(id, customer, ticket, id);
    append(
        label, Topic.MESSAGES_OUTBOUND, customer, customer, value, Map.of("trace", bytes(label)));
  }

  /** Labelled {@code delivered <reply>}, and its row; without an agent the BOT says it. */
  void delivered(String reply, long ticket, @Nullable String agent) {
    Made outbound = get(reply);
    String customer = customerOf(outbound);
    String from = agent == null ? "bot" : "agent";
    Map<String, byte[]> headers = event("gatehouse.message.delivered", id(outbound, ""), customer);
    headers.putAll(outbound.headers());
    headers.put("ce_origin", bytes(outbound.position().toString()));
    headers.put("ce_reason", bytes(from));
    headers.put("ce_ticketid", bytes("t-" + ticket));
    if (agent != null) {
      headers.put("ce_agent", bytes(agent));
    }
    append(
        "delivered " + reply,
        Topic.MESSAGES_DELIVER,
        customer,
        customer,
        outbound.value(),
        headers);
    replyRow(reply, ticket, agent, "delivered");
  }

  /** Labelled {@code suppressed <reply>}; its row, if it is kept in a ticket. */
  void suppressedReply(String reply, String reason, long ticket) {
    suppressed(reply, reason);
    if (ticket != 0) {
      change("suppressed " + reply, made -> made.header("ce_ticketid", "t-" + ticket));
      replyRow(reply, ticket, null, reason);
    }
  }

  private void replyRow(String reply, long ticket, @Nullable String agent, String decision) {
    Made outbound = get(reply);
    replies.put(
        reply,
        new Database.Reply(
            source(outbound),
            outbound.offset(),
            outbound.key(),
            ticket,
            agent == null ? "bot" : "agent",
            agent == null ? "bot-1" : agent,
            decision,
            Content.hash(bytes(String.valueOf(outbound.value())))));
  }

  Map<String, Database.Reply> replyRows() {
    return replies;
  }

  Database.Reply replyRow(String reply) {
    return Objects.requireNonNull(replies.get(reply), () -> "no reply row " + reply);
  }

  /** Labelled {@code dead <input>}. */
  void deadLetter(String input) {
    Made received = get(input);
    Map<String, byte[]> headers = new LinkedHashMap<>(received.headers());
    headers.put("kafka_dlt-original-topic", bytes(received.topic().contractName()));
    headers.put(
        "kafka_dlt-original-partition",
        ByteBuffer.allocate(Integer.BYTES).putInt(received.partition()).array());
    headers.put(
        "kafka_dlt-original-offset",
        ByteBuffer.allocate(Long.BYTES).putLong(received.offset()).array());
    headers.put("gatehouse-error-code", bytes("invalid"));
    append(
        "dead " + input,
        received.topic().deadLetters(),
        customerOf(received),
        received.key(),
        received.value(),
        headers);
  }

  /** A command of this id, labelled with it; {@code further} are more fields, as JSON. */
  void command(Topic topic, String customer, String commandId, String further) {
    command(commandId, topic, customer, commandId, further);
  }

  void command(String label, Topic topic, String customer, String commandId, String further) {
    String value =
        "{\"commandId\":\"%s\",\"customerId\":\"%s\",\"actor\":{\"id\":\"agent-7\"}%s}"
            .formatted(commandId, customer, further.isEmpty() ? "" : "," + further);
    append(label, topic, customer, customer, value, Map.of());
  }

  /** Labelled {@code outcome <command>}; the row too. */
  void outcome(String command, String status, String further) {
    outcome(command, command, status, further);
    Made made = get("outcome " + command);
    Made input = get(command);
    commands.put(
        command,
        new Database.Command(
            World.kind(input.topic()),
            customerOf(input),
            command,
            source(input),
            input.offset(),
            Content.hash(bytes(String.valueOf(made.value())))));
  }

  void outcome(String command, String commandId, String status, String further) {
    Made input = get(command);
    String customer = customerOf(input);
    String value =
        "{\"commandId\":\"%s\",\"command\":\"%s\",\"customerId\":\"%s\",\"status\":\"%s\"%s}"
            .formatted(
                commandId,
                World.kind(input.topic()),
                customer,
                status,
                further.isEmpty() ? "" : "," + further);
    append(
        "outcome " + command,
        Topic.COMMANDS_OUTCOME,
        customer,
        customer,
        value,
        event("gatehouse.command.outcome", id(input, ""), customer));
  }

  /** Labelled {@code state <cause>}. */
  void state(String command, int number, String blocked, String blacklisted) {
    Made input = get(command);
    String customer = customerOf(input);
    append(
        "state " + command,
        Topic.CUSTOMERS_STATE,
        customer,
        customer,
        "{\"customerId\":\"%s\",\"blocked\":%s,\"blacklisted\":%s}"
            .formatted(customer, blocked, blacklisted),
        event("gatehouse.customer.state", id(input, ":" + number), customer));
  }

  /** Labelled {@code <type> <cause>}, for example {@code left b1}. */
  void ticket(String type, String cause, String suffix, String queue, long ticket, String further) {
    Made input = get(cause);
    String customer = customerOf(input);
    String value =
        "{\"ticketId\":\"t-%d\",\"customerId\":\"%s\"%s}"
            .formatted(ticket, customer, further.isEmpty() ? "" : "," + further);
    append(
        type + " " + cause,
        queue(queue),
        customer,
        queue.equals("blocked") ? "ticket:t-" + ticket : customer,
        value,
        event("gatehouse.ticket." + type, id(input, ":" + suffix), customer));
  }

  /** The ticket goes from one queue to another; two records, with this number and the next. */
  void moves(String cause, int number, String from, String to, long ticket, int messages) {
    String way = "\"from\":\"%s\",\"to\":\"%s\"".formatted(from, to);
    ticket("left", cause, "" + number, from, ticket, way);
    ticket(
        "arrived",
        cause,
        "" + (number + 1),
        to,
        ticket,
        way + ",\"messages\":%d".formatted(messages));
  }

  /** Labelled {@code <command> restores <message>}. */
  void restored(String command, int number, String message, String queue, long ticket) {
    Made input = get(command);
    Made inbound = get(message);
    String customer = customerOf(inbound);
    Map<String, byte[]> headers =
        event("gatehouse.message.routed", id(input, ":" + number), customer);
    headers.putAll(inbound.headers());
    headers.put("ce_origin", bytes(inbound.position().toString()));
    headers.put("ce_queue", bytes(queue));
    headers.put("ce_reason", bytes("unblocked"));
    headers.put("ce_ticketid", bytes("t-" + ticket));
    headers.put("ce_restored", bytes("true"));
    append(
        command + " restores " + message,
        queue(queue),
        customer,
        customer,
        inbound.value(),
        headers);
  }

  /** Labelled {@code <command> erases <message>}. */
  void tombstone(String command, int number, String message, long ticket) {
    Made input = get(command);
    String customer = customerOf(input);
    Map<String, byte[]> headers =
        event("gatehouse.message.erased", id(input, ":" + number), customer);
    headers.put("ce_ticketid", bytes("t-" + ticket));
    append(
        command + " erases " + message,
        Topic.TICKETS_BLOCKED,
        customer,
        id(get(message), ""),
        null,
        headers);
  }

  // ----------------------------------------------------------------------------------------- rows

  private void row(
      String message,
      @Nullable String queue,
      String reason,
      long ticket,
      Map<String, String> further) {
    Made inbound = get(message);
    byte[] value = bytes(String.valueOf(inbound.value()));
    rows.put(
        message,
        new Database.Message(
            source(inbound),
            inbound.offset(),
            inbound.key(),
            ticket,
            queue,
            reason,
            further.containsKey("newticket"),
            further.get("agent"),
            Identity.of(value),
            Content.hash(value)));
  }

  Database.Message row(String message) {
    return Objects.requireNonNull(rows.get(message), () -> "no row " + message);
  }

  Database.Customer customer(String id) {
    return Objects.requireNonNull(customers.get(id), () -> "no customer " + id);
  }

  Map<String, Database.Message> rows() {
    return rows;
  }

  Map<String, Database.Command> commandRows() {
    return commands;
  }

  Map<Long, Database.Ticket> tickets() {
    return tickets;
  }

  Map<String, Database.Customer> customers() {
    return customers;
  }

  // --------------------------------------------------------------------------------------- faults

  Made get(String label) {
    return Objects.requireNonNull(records.get(label), () -> "no record " + label);
  }

  void lose(String label) {
    get(label);
    records.remove(label);
  }

  void change(String label, UnaryOperator<Made> change) {
    records.put(label, change.apply(get(label)));
  }

  /** The same once more, labelled {@code <label> again}. */
  void repeat(String label) {
    Made made = get(label);
    now += 10;
    long offset = nextOffsets.merge(made.topic() + ":" + made.partition(), 1L, Long::sum) - 1;
    records.put(label + " again", made.at(made.topic(), made.partition(), offset, now));
  }

  /** Each at the other's place, of one topic. */
  void swap(String one, String other) {
    Made first = get(one);
    Made second = get(other);
    records.put(
        one, first.at(second.topic(), second.partition(), second.offset(), second.timestamp()));
    records.put(
        other, second.at(first.topic(), first.partition(), first.offset(), first.timestamp()));
  }

  World world() {
    var reader = new EntryReader(Topic::contractName);
    Map<Topic, List<Entry>> entries = new EnumMap<>(Topic.class);
    for (Made made : records.values()) {
      entries
          .computeIfAbsent(made.topic(), any -> new ArrayList<>())
          .add(reader.read(made.topic(), made.consumed()));
    }
    Map<Topic, String> topicIds = new EnumMap<>(Topic.class);
    for (Topic topic : Topic.values()) {
      topicIds.put(topic, topicId(topic));
    }
    Map<Integer, Database.Source> numbered = new HashMap<>();
    for (Database.Source source : sources) {
      numbered.put(numbered.size(), source);
    }
    return new World(
        entries,
        topicIds,
        new Database(
            numbered,
            List.copyOf(rows.values()),
            List.copyOf(replies.values()),
            Map.copyOf(tickets),
            Map.copyOf(customers),
            List.copyOf(commands.values())));
  }

  private int source(Made input) {
    var source = new Database.Source(topicId(input.topic()), input.partition());
    int known = sources.indexOf(source);
    if (known < 0) {
      sources.add(source);
    }
    return known < 0 ? sources.size() - 1 : known;
  }

  private static String topicId(Topic topic) {
    return "id." + topic.contractName();
  }

  static String id(Made input, String suffix) {
    return topicId(input.topic()) + ":" + input.partition() + ":" + input.offset() + suffix;
  }

  private Map<String, byte[]> event(String type, String id, String customer) {
    Map<String, byte[]> headers = new LinkedHashMap<>();
    headers.put("ce_id", bytes(id));
    headers.put("ce_type", bytes(type));
    headers.put("ce_time", bytes(Instant.ofEpochMilli(now + 1).toString()));
    headers.put("ce_subject", bytes(customer));
    return headers;
  }

  private static Topic queue(String queue) {
    return World.QUEUES.stream()
        .filter(topic -> World.queue(topic).equals(queue))
        .findFirst()
        .orElseThrow();
  }

  private static String customerOf(Made record) {
    return record.key() == null ? "" : record.key();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }
}
