package io.gatehouse.progress;

import java.util.Collection;
import org.apache.kafka.common.TopicPartition;

/**
 * A partition of an input topic, as the database knows it.
 *
 * @param id its short number in the database
 * @param topicId Kafka's id of the topic; a recreated topic has another one, so its records get
 *     other ids
 */
public record SourcePartition(int id, String topicId, String topic, int partition) {

  static Integer[] ids(Collection<SourcePartition> sources) {
    return sources.stream().map(SourcePartition::id).toArray(Integer[]::new);
  }

  /** As the broker knows it. */
  public TopicPartition topicPartition() {
    return new TopicPartition(topic, partition);
  }

  /**
   * The id of the event that answers this record ({@code ce_id}): the same for the same record,
   * whenever and by whomever it is answered.
   */
  public String eventId(long offset) {
    return topicId + ':' + partition + ':' + offset;
  }

  /** Where the record came from ({@code ce_origin}). */
  public String origin(long offset) {
    return topic + ':' + partition + ':' + offset;
  }
}
