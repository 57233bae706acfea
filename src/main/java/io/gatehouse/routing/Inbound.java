package io.gatehouse.routing;

import io.gatehouse.message.InboundMessage;
import io.gatehouse.message.Parsed;
import io.gatehouse.progress.SourcePartition;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * One record of a batch, with what was read from it.
 *
 * @param passedOn the connector's headers, for the history and for the queue
 */
record Inbound(
    SourcePartition source,
    ConsumerRecord<byte[], byte[]> received,
    Parsed parsed,
    List<Header> passedOn) {

  long offset() {
    return received.offset();
  }

  @Nullable InboundMessage message() {
    return parsed instanceof Parsed.Valid valid ? valid.message() : null;
  }
}
