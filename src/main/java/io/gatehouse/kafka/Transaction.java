package io.gatehouse.kafka;

import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * An open Kafka transaction: records and the input offsets they answer become visible together or
 * not at all.
 */
public interface Transaction {

  void send(ProducerRecord<byte[], byte[]> outputRecord);

  /**
   * Commits the input's position with the outputs.
   *
   * @param next the offset of the first record that is not answered completely
   * @param metadata how far that record is answered, empty if not begun
   */
  void commit(TopicPartition partition, long next, String metadata);

  /** Commits offset {@code next}, nothing of it begun. */
  default void commit(TopicPartition partition, long next) {
    commit(partition, next, "");
  }

  /**
   * Commits these positions, nothing begun of the records there. The broker is told at once, beside
   * what the caller does next.
   */
  void commitBeside(Map<TopicPartition, Long> next);

  /**
   * What was sent leaves at once, in as few pieces as there are partitions, beside what the caller
   * does next. Otherwise it leaves when there is much of it, or at the end.
   */
  void flushBeside();
}
