package io.gatehouse.routing;

import io.gatehouse.message.InboundMessage;
import io.gatehouse.message.Parsed;
import io.gatehouse.progress.SourcePartition;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** One record of a batch, with what was read from it. */
record Inbound(SourcePartition source, ConsumerRecord<byte[], byte[]> received, Parsed parsed) {

  long offset() {
    return received.offset();
  }

  @Nullable InboundMessage message() {
    return parsed instanceof Parsed.Valid valid ? valid.message() : null;
  }
}
