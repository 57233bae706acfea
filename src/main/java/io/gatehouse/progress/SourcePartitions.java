package io.gatehouse.progress;

import io.gatehouse.kafka.BrokerFacts;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Knows the partitions that are read, by the id of their topic; finds them out when first asked,
 * and again when told to forget.
 */
@Component
public class SourcePartitions {

  private static final String REGISTER =
      """
      insert into source_partition (topic_id, topic_name, partition_no) values (?, ?, ?)
      on conflict (topic_id, partition_no) do nothing
      """;
  private static final String IS_ANEW =
      "select exists (select from source_partition where topic_name = ? and partition_no = ? and topic_id <> ?)";
  private static final String FIND =
      "select id from source_partition where topic_id = ? and partition_no = ?";
  private static final String BY_ID =
      "select id, topic_id, topic_name, partition_no from source_partition where id = ?";

  private static final Logger log = LoggerFactory.getLogger(SourcePartitions.class);

  private final BrokerFacts broker;
  private final JdbcClient jdbc;
  private final Map<TopicPartition, SourcePartition> current = new ConcurrentHashMap<>();
  private final Map<Integer, SourcePartition> byId = new ConcurrentHashMap<>();

  SourcePartitions(BrokerFacts broker, JdbcClient jdbc) {
    this.broker = broker;
    this.jdbc = jdbc;
  }

  public SourcePartition of(TopicPartition partition) {
    SourcePartition known = current.get(partition);
    if (known != null) {
      return known;
    }
    String topicId = broker.topicId(partition.topic());
    if (jdbc.sql(REGISTER).params(topicId, partition.topic(), partition.partition()).update() == 1
        && jdbc.sql(IS_ANEW)
            .params(partition.topic(), partition.partition(), topicId)
            .query(Boolean.class)
            .single()) {
      log.warn(
          "the topic {} was deleted and made anew: the records of its partition {} are new ones",
          partition.topic(),
          partition.partition());
    }
    int id = jdbc.sql(FIND).params(topicId, partition.partition()).query(Integer.class).single();
    var found = new SourcePartition(id, topicId, partition.topic(), partition.partition());
    current.put(partition, found);
    return found;
  }

  /** By its number in the database, also of a topic that is no more. */
  public SourcePartition byId(int id) {
    return byId.computeIfAbsent(
        id,
        wanted ->
            jdbc.sql(BY_ID)
                .param(wanted)
                .query(
                    (row, n) ->
                        new SourcePartition(
                            row.getInt("id"),
                            row.getString("topic_id"),
                            row.getString("topic_name"),
                            row.getInt("partition_no")))
                .single());
  }

  /** Asks the broker again at the next use: the topic may have been recreated. */
  public void forget(Collection<TopicPartition> partitions) {
    partitions.forEach(current::remove);
  }

  /** As {@link #forget(Collection)}, for all partitions of a topic. */
  public void forget(String topic) {
    current.keySet().removeIf(partition -> partition.topic().equals(topic));
  }
}
