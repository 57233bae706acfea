package io.gatehouse.operations;

import io.gatehouse.topics.Topic;
import io.gatehouse.topics.TopicDefinition;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which topics are there, and whether this worker may do what it will have to. Asked at the start:
 * a missing right would otherwise be noticed only by the first message that needs it.
 */
final class TopicRights {

  private static final Logger log = LoggerFactory.getLogger(TopicRights.class);

  /** What users ask and say over HTTP is posted there, and the ends of blocks are. */
  private static final Set<Topic> POSTED =
      EnumSet.of(
          Topic.COMMANDS_BLOCK,
          Topic.COMMANDS_UNBLOCK,
          Topic.COMMANDS_DELETE_ALL,
          Topic.COMMANDS_BLACKLIST,
          Topic.COMMANDS_TICKET,
          Topic.COMMANDS_CUSTOMER,
          Topic.COMMANDS_SETTINGS,
          Topic.MESSAGES_OUTBOUND);

  /** What users are told over HTTP is read there. */
  private static final Set<Topic> TOLD =
      EnumSet.of(
          Topic.COMMANDS_OUTCOME,
          Topic.TICKETS_INBOX,
          Topic.TICKETS_BOT,
          Topic.TICKETS_UNASSIGNED,
          Topic.TICKETS_BLOCKED);

  private TopicRights() {}

  /**
   * Returns the names of those that are there.
   *
   * @throws TopicAuthorizationException naming every right that is missing
   */
  static Set<String> requireOn(List<TopicDefinition> wanted, Admin admin) {
    Map<String, KafkaFuture<TopicDescription>> answers =
        admin
            .describeTopics(
                wanted.stream().map(TopicDefinition::name).toList(),
                new DescribeTopicsOptions().includeAuthorizedOperations(true))
            .topicNameValues();
    Set<String> present = new HashSet<>();
    List<String> missingRights = new ArrayList<>();
    List<String> missingOverHttp = new ArrayList<>();
    for (TopicDefinition topic : wanted) {
      try {
        var answer = Objects.requireNonNull(answers.get(topic.name()));
        Set<AclOperation> rights = TopicProvisioner.get(answer).authorizedOperations();
        present.add(topic.name());
        if (rights != null) { // a broker that does not tell
          needed(topic).stream()
              .filter(right -> !rights.contains(right))
              .forEach(right -> missingRights.add(words(right, topic)));
          neededOverHttp(topic).stream()
              .filter(right -> !rights.contains(right))
              .forEach(right -> missingOverHttp.add(words(right, topic)));
        }
      } catch (UnknownTopicOrPartitionException notThere) {
        // and we may know it
      } catch (TopicAuthorizationException e) {
        needed(topic).forEach(right -> missingRights.add(words(right, topic)));
      }
    }
    if (!missingRights.isEmpty()) {
      throw new TopicAuthorizationException("may not " + String.join(", ", missingRights));
    }
    if (!missingOverHttp.isEmpty()) {
      log.warn(
          "some of what is asked over HTTP will be refused, and no block ends by itself: may not {}",
          String.join(", ", missingOverHttp));
    }
    return present;
  }

  private static Set<AclOperation> needed(TopicDefinition topic) {
    return EnumSet.of(
        topic.writtenBy().equals("Gatehouse") ? AclOperation.WRITE : AclOperation.READ,
        AclOperation.DESCRIBE_CONFIGS);
  }

  /** Messages and commands are answered without these. */
  private static Set<AclOperation> neededOverHttp(TopicDefinition topic) {
    Set<AclOperation> needed = EnumSet.noneOf(AclOperation.class);
    if (POSTED.contains(topic.topic())) {
      needed.add(AclOperation.WRITE);
    }
    if (TOLD.contains(topic.topic())) {
      needed.add(AclOperation.READ);
    }
    return needed;
  }

  private static String words(AclOperation right, TopicDefinition topic) {
    return right.name().toLowerCase(Locale.ROOT).replace('_', '-') + " " + topic.name();
  }
}
