package io.gatehouse.worker;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
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
    try {
      Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
      for (var description : admin.describeTopics(List.of(topic)).allTopicNames().get().values()) {
        description
            .partitions()
            .forEach(
                info ->
                    latest.put(new TopicPartition(topic, info.partition()), OffsetSpec.latest()));
      }
      var ends = admin.listOffsets(latest).all().get();
      var committed = admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get();
      long lag = 0;
      for (var end : ends.entrySet()) {
        OffsetAndMetadata offset = committed.get(end.getKey());
        lag += end.getValue().offset() - (offset == null ? 0 : offset.offset());
      }
      return lag;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  /** How many partitions each member has, by its client id. */
  public Map<String, Integer> partitionsByClient(String group) {
    try {
      Map<String, Integer> counts = new HashMap<>();
      for (var description : admin.describeConsumerGroups(List.of(group)).all().get().values()) {
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
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  /** Deletes a topic and makes it again with the same settings. */
  public void makeAnew(String topic) {
    var resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    try {
      Map<String, String> settings =
          admin.describeConfigs(List.of(resource)).all().get().values().stream()
              .flatMap(config -> config.entries().stream())
              .filter(entry -> entry.source() == ConfigEntry.ConfigSource.DYNAMIC_TOPIC_CONFIG)
              .collect(Collectors.toMap(ConfigEntry::name, ConfigEntry::value));
      int partitions =
          admin.describeTopics(List.of(topic)).allTopicNames().get().values().stream()
              .mapToInt(description -> description.partitions().size())
              .sum();
      admin.deleteTopics(List.of(topic)).all().get();
      admin
          .createTopics(List.of(new NewTopic(topic, partitions, (short) 1).configs(settings)))
          .all()
          .get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  /** Deletes all records of a topic that the group has not answered, as short retention does. */
  public void deleteUnanswered(String group, String topic) {
    try {
      Map<TopicPartition, RecordsToDelete> all = new HashMap<>();
      admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get().keySet().stream()
          .filter(partition -> partition.topic().equals(topic))
          .forEach(partition -> all.put(partition, RecordsToDelete.beforeOffset(-1))); // its end
      admin.deleteRecords(all).all().get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  /**
   * Sets the group back to the beginning of all that it has committed. It must not have members.
   */
  public void rewind(String group) {
    try {
      Map<TopicPartition, OffsetAndMetadata> beginning = new HashMap<>();
      admin
          .listConsumerGroupOffsets(group)
          .partitionsToOffsetAndMetadata()
          .get()
          .keySet()
          .forEach(partition -> beginning.put(partition, new OffsetAndMetadata(0)));
      admin.alterConsumerGroupOffsets(group, beginning).all().get();
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
