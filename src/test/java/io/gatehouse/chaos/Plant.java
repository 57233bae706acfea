package io.gatehouse.chaos;

import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** A bug that somebody could write, and that the checker has to find. */
enum Plant {
  /** The position is committed when records are taken, not with their outputs. */
  OFFSET_COMMITTED_EARLY(Change.of("kafka.Lanes", "work", PlantAdvice.CommitFirst.class)),

  /** A replay does not look for the stored decisions. */
  REPLAY_DECIDES_ANEW(Change.of("routing.StoredDecisions", "fill", PlantAdvice.DoNothing.class)),

  /** A command does not wait for the batches that are deciding about its customer. */
  BLOCK_WITHOUT_LOCK(
      Change.of("customers.CustomerLocks", "exclusive", PlantAdvice.DoNothing.class)),

  /** A command does not say that what workers remember of its customer holds no longer. */
  BLOCK_WITHOUT_A_WORD(Change.of("customers.CustomerLocks", "renew", PlantAdvice.DoNothing.class)),

  /** A command does not look whether an earlier one of its customer is announced. */
  UNBLOCK_ANNOUNCED_AFTER_NEW_BLOCK(
      Change.of("commands.CommandStore", "latestUnpublished", PlantAdvice.FindNothing.class)),

  /**
   * An announcement does not wait for the messages that were decided before. They are slow on their
   * way, which is no bug.
   */
  TOMBSTONE_BEFORE_LATE_RECORD(
      Change.of("progress.Publications", "awaitDecidedMessages", PlantAdvice.DoNothing.class),
      Change.of("kafka.Transactions$Open", "send", PlantAdvice.MessagesLate.class),
      Change.of(
          "org.apache.kafka.clients.producer.KafkaProducer",
          "commitTransaction",
          PlantAdvice.SendKept.class)),

  /** Dead letters have a producer of their own. */
  DEAD_LETTER_OUTSIDE_TRANSACTION(
      Change.of("kafka.Transactions$Open", "send", PlantAdvice.DeadLettersAtOnce.class)),

  /** A record that could not be sent is sent again after the others. */
  ORDER_LOST_ON_RETRY(
      Change.of("kafka.Transactions$Open", "send", PlantAdvice.KeepForLater.class),
      Change.of(
          "org.apache.kafka.clients.producer.KafkaProducer",
          "commitTransaction",
          PlantAdvice.SendKept.class)),

  /**
   * No bug: the partitions of a poll may come in any order, and here they come so that block sees
   * the first partition first, and unblock the last.
   */
  PARTITIONS_IN_OPPOSITE_ORDER(
      Change.of("kafka.Batch", "records", PlantAdvice.OppositeOrder.class));

  /** Those that are bugs. */
  static final Set<Plant> BUGS =
      Collections.unmodifiableSet(EnumSet.complementOf(EnumSet.of(PARTITIONS_IN_OPPOSITE_ORDER)));

  @SuppressWarnings("ImmutableEnumChecker") // List.of is
  private final List<Change> changes;

  Plant(Change... changes) {
    this.changes = List.of(changes);
  }

  List<Change> changes() {
    return changes;
  }
}
