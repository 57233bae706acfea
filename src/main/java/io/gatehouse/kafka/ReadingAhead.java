package io.gatehouse.kafka;

import org.apache.kafka.clients.consumer.ConsumerRecords;

/** A consumer that can read on while its records are worked on; on its own thread, as always. */
interface ReadingAhead {

  /** What has arrived, without waiting. Never fails: the next poll will say what is wrong. */
  ConsumerRecords<byte[], byte[]> readAhead();
}
