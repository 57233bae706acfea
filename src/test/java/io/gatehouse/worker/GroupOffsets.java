package io.gatehouse.worker;

import io.gatehouse.topics.Topic;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;

/** What an operator asks the broker about Gatehouse's consumer groups, and does to them. */
public final class GroupOffsets implements AutoCloseable {

  private final Admin admin;

  public GroupOffsets(String bootstrapServers) {
    admin =
        Admin.create(Map.of("bootstrap.servers", bootstrapServers, "enable.metrics.push", false));
  }

  /** Records of the topic that the group has not answered. */
  public long lag(String group, String topic) {
    Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
    for (var description : get(admin.describeTopics(List.of(topic)).allTopicNames()).values()) {
      description
          .partitions()
          .forEach(
              info -> latest.put(new TopicPartition(topic, info.partition()), OffsetSpec.latest()));
    }
    var ends = get(admin.listOffsets(latest).all());
    var committed = get(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());
    long lag = 0;
    for (var end : ends.entrySet()) {
      OffsetAndMetadata offset = committed.get(end.getKey());
      lag += end.getValue().offset() - (offset == null ? 0 : offset.offset());
    }
    return lag;
  }

  /** How many partitions each member has, by its client id. */
  public Map<String, Integer> partitionsByClient(String group) {
    Map<String, Integer> counts = new HashMap<>();
    for (var description : get(admin.describeConsumerGroups(List.of(group)).all()).values()) {
      description
          .members()
          .forEach(
              member ->
                  counts.merge(
                      member.clientId(),
                      member.assignment().topicPartitions().size(),
                      Integer::sum));
    }
    return counts;
  }

  /** Whether its members are joining anew, and not all have yet. */
  public boolean rebalances(String group) {
    return get(admin.describeConsumerGroups(List.of(group)).all()).values().stream()
        .anyMatch(described -> described.groupState() == GroupState.PREPARING_REBALANCE);
  }

  /** Makes topics with as many partitions as ours have. */
  public void make(String... topics) {
    get(
        admin
            .createTopics(
                Stream.of(topics)
                    .map(topic -> new NewTopic(topic, Optional.of(12), Optional.empty()))
                    .toList())
            .all());
  }

  /** Lets the broker delete what is beyond so many bytes of a partition. */
  public void keepLittle(long bytes, Topic... topics) {
    Map<String, String> settings =
        Map.of(
            "cleanup.policy",
            "delete",
            "retention.bytes",
            Long.toString(bytes),
            "segment.bytes",
            Long.toString(bytes / 4));
    Map<ConfigResource, Collection<AlterConfigOp>> changes = new HashMap<>();
    for (Topic topic : topics) {
      changes.put(
          new ConfigResource(ConfigResource.Type.TOPIC, topic.contractName()),
          settings.entrySet().stream()
              .map(
                  setting ->
                      new AlterConfigOp(
                          new ConfigEntry(setting.getKey(), setting.getValue()),
                          AlterConfigOp.OpType.SET))
              .toList());
    }
    get(admin.incrementalAlterConfigs(changes).all());
  }

  /** Deletes a topic and makes it again with the same settings. */
  public void makeAnew(String topic) {
    var resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    Map<String, String> settings =
        get(admin.describeConfigs(List.of(resource)).all()).values().stream()
            .flatMap(config -> config.entries().stream())
            .filter(entry -> entry.source() == ConfigEntry.ConfigSource.DYNAMIC_TOPIC_CONFIG)
            .collect(Collectors.toMap(ConfigEntry::name, ConfigEntry::value));
    int partitions =
        get(admin.describeTopics(List.of(topic)).allTopicNames()).values().stream()
            .mapToInt(description -> description.partitions().size())
            .sum();
    get(admin.deleteTopics(List.of(topic)).all());
    get(
        admin
            .createTopics(
                List.of(
                    new NewTopic(topic, Optional.of(partitions), Optional.empty())
                        .configs(settings)))
            .all());
  }

  /** Deletes all records of a topic that the group has not answered, as short retention does. */
  public void deleteUnanswered(String group, String topic) {
    Map<TopicPartition, RecordsToDelete> all = new HashMap<>();
    get(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata()).keySet().stream()
        .filter(partition -> partition.topic().equals(topic))
        .forEach(partition -> all.put(partition, RecordsToDelete.beforeOffset(-1))); // its end
    get(admin.deleteRecords(all).all());
  }

  /**
   * Sets the group back to the beginning of all that it has committed. It must not have members.
   */
  public void rewind(String group) {
    Map<TopicPartition, OffsetAndMetadata> beginning = new HashMap<>();
    get(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata())
        .keySet()
        .forEach(partition -> beginning.put(partition, new OffsetAndMetadata(0)));
    get(admin.alterConsumerGroupOffsets(group, beginning).all());
  }

  private static <T> T get(KafkaFuture<T> answer) {
    try {
      return answer.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  @Override
  public void close() {
    admin.close();
  }
}
