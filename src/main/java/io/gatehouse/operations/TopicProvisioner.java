package io.gatehouse.operations;

import io.gatehouse.kafka.KafkaClients;
import io.gatehouse.topics.Topic;
import io.gatehouse.topics.TopicDefinition;
import io.gatehouse.topics.TopicSettings;
import io.gatehouse.topics.Topics;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicExistsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Creates missing topics, where allowed, and holds those that are there against {@code topics/}.
 */
@Component
class TopicProvisioner {

  private static final Logger log = LoggerFactory.getLogger(TopicProvisioner.class);

  /**
   * A guarantee stands on each: superseding on append times, erasure on compaction, dead letters on
   * size.
   */
  private static final Set<String> ESSENTIAL =
      Set.of("message.timestamp.type", "cleanup.policy", "max.message.bytes");

  private final KafkaClients clients;
  private final Topics topics;
  private final TopicSettings settings;

  TopicProvisioner(KafkaClients clients, Topics topics, TopicSettings settings) {
    this.clients = clients;
    this.topics = topics;
    this.settings = settings;
  }

  void provision() {
    Admin admin = clients.admin();
    List<TopicDefinition> wanted = Arrays.stream(Topic.values()).map(topics::definition).toList();
    Set<String> present = TopicRights.requireOn(wanted, admin);
    List<TopicDefinition> missing =
        wanted.stream().filter(topic -> !present.contains(topic.name())).toList();
    if (!missing.isEmpty()) {
      create(admin, missing);
    }
    check(admin, wanted.stream().filter(topic -> present.contains(topic.name())).toList());
  }

  private void create(Admin admin, List<TopicDefinition> missing) {
    String names = String.join(", ", missing.stream().map(TopicDefinition::name).toList());
    if (!settings.create()) {
      throw new TopicContractException(
          "Topics are missing: " + names,
          "Create them as topics/ describes them, or let Gatehouse do it: gatehouse.topics.create=true.");
    }
    Optional<Short> replication =
        settings.replication() > 0 ? Optional.of(settings.replication()) : Optional.empty();
    List<NewTopic> topicsToCreate =
        missing.stream()
            .map(
                topic ->
                    new NewTopic(topic.name(), Optional.of(topic.partitions()), replication)
                        .configs(topic.config()))
            .toList();
    admin
        .createTopics(topicsToCreate)
        .values()
        .forEach(
            (name, created) -> {
              try {
                get(created);
              } catch (TopicExistsException e) {
                log.debug("{} was created by another worker", name);
              }
            });
    log.info("created topics: {}", names);
  }

  private static void check(Admin admin, List<TopicDefinition> present) {
    Map<ConfigResource, TopicDefinition> byResource = new HashMap<>();
    present.forEach(
        topic ->
            byResource.put(new ConfigResource(ConfigResource.Type.TOPIC, topic.name()), topic));
    Map<ConfigResource, Config> configs = get(admin.describeConfigs(byResource.keySet()).all());
    List<String> essential = new ArrayList<>();
    configs.forEach(
        (resource, config) -> {
          TopicDefinition topic = Objects.requireNonNull(byResource.get(resource));
          topic
              .config()
              .forEach(
                  (key, value) -> {
                    var entry = config.get(key);
                    String actual = entry == null ? "" : entry.value();
                    if (!same(value, actual)) {
                      String difference =
                          "%s: %s is %s, should be %s".formatted(topic.name(), key, actual, value);
                      if (ESSENTIAL.contains(key)) {
                        essential.add(difference);
                      } else {
                        log.warn("a topic differs from topics/: {}", difference);
                      }
                    }
                  });
        });
    if (!essential.isEmpty()) {
      throw new TopicContractException(
          "Topics are configured against the contract:\n  " + String.join("\n  ", essential),
          "Change them with kafka-configs, for example:"
              + " kafka-configs --alter --entity-type topics --entity-name <topic> --add-config <key>=<value>");
    }
  }

  /** Lists are the same in any order. */
  private static boolean same(String wanted, String actual) {
    return new HashSet<>(Arrays.asList(wanted.split(",")))
        .equals(new HashSet<>(Arrays.asList(actual.split(","))));
  }

  /** As Kafka's own exception if it failed. */
  static <T> T get(KafkaFuture<T> future) {
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof KafkaException cause ? cause : new KafkaException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("interrupted", e);
    }
  }
}
