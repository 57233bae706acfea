package io.gatehouse.commands;

import io.gatehouse.deadletters.Defect;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What is to be published for one record of a command topic. */
sealed interface Decided {

  ConsumerRecord<byte[], byte[]> received();

  /**
   * The command was decided: its effects and its outcome.
   *
   * @param replay it had been decided before, and part of it may be out already
   */
  record Announced(ConsumerRecord<byte[], byte[]> received, StoredCommand command, boolean replay)
      implements Decided {}

  /** The command was sent again: its outcome alone. */
  record SentAgain(ConsumerRecord<byte[], byte[]> received, StoredCommand command)
      implements Decided {}

  record DeadLetter(ConsumerRecord<byte[], byte[]> received, Defect defect) implements Decided {}

  /** The group was rewound: nothing is sent. */
  record AlreadyPublished(ConsumerRecord<byte[], byte[]> received) implements Decided {}
}
