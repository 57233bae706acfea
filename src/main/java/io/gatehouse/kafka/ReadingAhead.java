package io.gatehouse.kafka;

import java.util.Collection;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;

/** A consumer that can read on while its records are worked on; on its own thread, as always. */
interface ReadingAhead {

  /** What has arrived, without waiting. Never fails: the next poll will say what is wrong. */
  ConsumerRecords<byte[], byte[]> readAhead();

  /** Drops what a poll has of these partitions: they are read again, or by another consumer. */
  void drop(Collection<TopicPartition> partitions);
}
