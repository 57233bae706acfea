package io.gatehouse.kafka;

import java.util.Collection;
import org.apache.kafka.common.TopicPartition;

/** A consumer that can read on while its records are worked on; on its own thread, as always. */
interface ReadingAhead {

  /** Takes what has arrived, without waiting, and keeps it for the next poll. Never fails. */
  void readAhead();

  /** Drops what was read ahead of these partitions: they are read again, or by another consumer. */
  void drop(Collection<TopicPartition> partitions);
}
