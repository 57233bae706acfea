package io.gatehouse.kafka;

import io.gatehouse.topics.Topic;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * Answers the records of one input topic, a batch at a time. It must not throw for what a record
 * holds: whatever it throws counts as an outage, and the same records come again.
 */
public interface BatchListener extends BatchListeners {

  @Override
  default List<BatchListener> listeners() {
    return List.of(this);
  }

  /** The consumer group is {@code gatehouse.} and this. */
  String name();

  Topic topic();

  /**
   * How many batches it works on side by side, each with partitions of its own. More than one only
   * if there is much to do: many small batches cost more than one.
   */
  default int concurrency() {
    return 1;
  }

  /** How many records a batch has at most, where several are worked on side by side. */
  default int batchSize() {
    return Integer.MAX_VALUE;
  }

  /**
   * Whether lanes may go on without a pause while there is much to do. Otherwise they wait for each
   * other after every poll, which leaves processors to others.
   */
  default boolean readsOn() {
    return true;
  }

  /** Consumer properties that differ from {@code spring.kafka.consumer}. */
  default Map<String, Object> consumerProperties() {
    return Map.of();
  }

  /**
   * Whether batches are worked on beside the consumer, which reads on meanwhile. Then they must
   * leave it alone: no {@link Batch#returnTo}, no {@link Batch#committed}.
   */
  default boolean worksBesideConsumer() {
    return false;
  }

  void onBatch(Batch batch);

  /**
   * The consumer's partitions changed, or it went back to the committed offsets: forget what was
   * known of them.
   */
  default void onReset() {}

  /**
   * This worker's consumers have stopped.
   *
   * @param committed what the group has committed: everything before is published
   */
  default void onStopped(Map<TopicPartition, Long> committed) {}
}
