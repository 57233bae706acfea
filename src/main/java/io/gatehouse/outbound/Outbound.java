package io.gatehouse.outbound;

import io.gatehouse.message.ParsedReply;
import io.gatehouse.message.Reply;
import io.gatehouse.progress.SourcePartition;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * One record of a batch, with what was read from it.
 *
 * @param passedOn the sender's headers, for the history and for the connectors
 */
record Outbound(
    SourcePartition source,
    ConsumerRecord<byte[], byte[]> received,
    ParsedReply parsed,
    List<Header> passedOn) {

  long offset() {
    return received.offset();
  }

  @Nullable Reply reply() {
    return parsed instanceof ParsedReply.Valid valid ? valid.reply() : null;
  }
}
