package io.gatehouse.live;

import io.gatehouse.kafka.CloudEvent.Attribute;
import io.gatehouse.tickets.Queue;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What screens are told of a record on a queue: all of a ticket's event, and of a message whose it
 * is, where and why; never its content, which they read where it can be deleted.
 */
final class LiveRecords {

  private static final JsonMapper JSON = JsonMapper.shared();
  private static final String OURS = "gatehouse.";
  private static final String OF_TICKETS = "gatehouse.ticket.";

  private LiveRecords() {}

  /** Empty if it is no record of Gatehouse. */
  static Optional<LiveEvent> event(
      int partition, Queue queue, ConsumerRecord<byte[], byte[]> record) {
    String type = Attribute.TYPE.in(record.headers());
    if (type == null || !type.startsWith(OURS)) {
      return Optional.empty();
    }
    ObjectNode data = data(type, record);
    data.put("id", Attribute.ID.in(record.headers()));
    data.put("queue", queue.label());
    return Optional.of(
        new LiveEvent(
            partition, record.offset(), queue, type.substring(OURS.length()), data.toString()));
  }

  private static ObjectNode data(String type, ConsumerRecord<byte[], byte[]> record) {
    if (type.startsWith(OF_TICKETS)
        && record.value() != null
        && JSON.readTree(record.value()) instanceof ObjectNode event) {
      return event;
    }
    Headers headers = record.headers();
    ObjectNode data = JSON.createObjectNode();
    data.put("ticketId", Attribute.TICKETID.in(headers));
    data.put("customerId", Attribute.SUBJECT.in(headers));
    put(data, "reason", Attribute.REASON.in(headers));
    put(data, "agent", Attribute.AGENT.in(headers));
    data.put("newTicket", "true".equals(Attribute.NEWTICKET.in(headers)));
    data.put("restored", "true".equals(Attribute.RESTORED.in(headers)));
    data.put("at", Attribute.TIME.in(headers));
    return data;
  }

  private static void put(ObjectNode data, String field, @Nullable String value) {
    if (value != null) {
      data.put(field, value);
    }
  }
}
