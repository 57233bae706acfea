package io.gatehouse.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.local.KafkaRights;
import io.gatehouse.local.SecureTestServices;
import io.gatehouse.topics.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.CreateTopicsOptions;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AccessControlEntryFilter;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.resource.ResourcePatternFilter;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Everybody does everything to everything, on a broker with the rights of {@code
 * access/kafka.yaml}: what the file allows works, and all the rest is refused. That the file allows
 * the right things is another test's matter ({@code KafkaRightsTest}).
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KafkaAccessIT {

  private static final List<String> TOPICS =
      Arrays.stream(Topic.values()).map(Topic::contractName).toList();
  private static final KafkaRights RIGHTS = KafkaRights.load();

  private final SecureTestServices services = SecureTestServices.start();

  /** One attempt; its failure is the broker's answer. */
  private interface Attempt {
    void run() throws Exception;
  }

  @BeforeAll
  void oneRecordOnEachTopic() throws Exception {
    try (Admin admin = services.administrator();
        var producer = producer("admin", Map.of())) {
      admin
          .createTopics(TOPICS.stream().map(name -> new NewTopic(name, 1, (short) 1)).toList())
          .all()
          .get();
      for (String topic : TOPICS) {
        producer.send(new ProducerRecord<>(topic, 0, new byte[1], new byte[1])).get();
      }
    }
  }

  @AfterAll
  void stop() {
    services.close();
  }

  static List<String> users() {
    return RIGHTS.users();
  }

  @ParameterizedTest
  @MethodSource("users")
  void writes_the_topics_that_are_theirs(String user) {
    try (var producer = producer(user, Map.of())) {
      holds(
          user,
          ResourceType.TOPIC,
          AclOperation.WRITE,
          TOPICS,
          topic -> producer.send(new ProducerRecord<>(topic, 0, new byte[1], new byte[1])).get());
    }
  }

  @ParameterizedTest
  @MethodSource("users")
  void reads_the_topics_that_are_theirs(String user) {
    holds(user, ResourceType.TOPIC, AclOperation.READ, TOPICS, topic -> read(user, topic));
  }

  @ParameterizedTest
  @MethodSource("users")
  void sees_and_changes_the_topics_that_are_theirs(String user) {
    try (var admin = Admin.create(services.client(user))) {
      holds(
          user,
          ResourceType.TOPIC,
          AclOperation.DESCRIBE,
          TOPICS,
          topic -> admin.describeTopics(List.of(topic)).allTopicNames().get());
      holds(
          user,
          ResourceType.TOPIC,
          AclOperation.DESCRIBE_CONFIGS,
          TOPICS,
          topic -> admin.describeConfigs(List.of(config(topic))).all().get());
      holds(
          user,
          ResourceType.TOPIC,
          AclOperation.ALTER_CONFIGS,
          TOPICS,
          topic ->
              admin
                  .incrementalAlterConfigs(
                      Map.of(
                          config(topic),
                          List.of(
                              new AlterConfigOp(
                                  new ConfigEntry("retention.ms", "604800000"),
                                  AlterConfigOp.OpType.SET))))
                  .all()
                  .get());
      holds(
          user,
          ResourceType.TOPIC,
          AclOperation.CREATE,
          TOPICS,
          topic -> createAgain(admin, topic));
      holds(
          user,
          ResourceType.TOPIC,
          AclOperation.ALTER,
          TOPICS,
          topic -> admin.createPartitions(Map.of(topic, NewPartitions.increaseTo(2))).all().get());
      holds(
          user,
          ResourceType.TOPIC,
          AclOperation.DELETE,
          TOPICS,
          topic -> admin.deleteTopics(List.of(topic)).all().get());
    }
  }

  @ParameterizedTest
  @MethodSource("users")
  void joins_and_sees_the_groups_that_are_theirs(String user) {
    List<String> groups =
        Stream.concat(
                RIGHTS.users().stream().map(each -> each + ".group"),
                Stream.of("gatehouse.inbound", "gatehouse.delete-all", "console-consumer-1"))
            .toList();
    try (var admin = Admin.create(services.client(user))) {
      holds(
          user,
          ResourceType.GROUP,
          AclOperation.READ,
          groups,
          group ->
              admin
                  .alterConsumerGroupOffsets(
                      group, Map.of(readable(user), new OffsetAndMetadata(0)))
                  .all()
                  .get());
      holds(
          user,
          ResourceType.GROUP,
          AclOperation.DESCRIBE,
          groups,
          group ->
              admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata(group).get());
      holds(
          user,
          ResourceType.GROUP,
          AclOperation.DELETE,
          groups,
          group -> admin.deleteConsumerGroups(List.of(group)).all().get());
    }
  }

  @ParameterizedTest
  @MethodSource("users")
  void opens_the_transactions_that_are_theirs(String user) {
    holds(
        user,
        ResourceType.TRANSACTIONAL_ID,
        AclOperation.WRITE,
        List.of("gatehouse.host-8080-inbound-0", "gatehouse.x", "gatehous", user + "-own"),
        id -> {
          try (var producer = producer(user, Map.of("transactional.id", id))) {
            producer.initTransactions();
          }
        });
  }

  @ParameterizedTest
  @MethodSource("users")
  void has_no_say_about_the_cluster_and_the_rights(String user) {
    try (var admin = Admin.create(services.client(user))) {
      refused(() -> admin.describeAcls(AclBindingFilter.ANY).values().get());
      refused(() -> admin.createAcls(RIGHTS.bindings()).all().get());
      refused(
          () ->
              admin
                  .deleteAcls(
                      List.of(
                          new AclBindingFilter(
                              ResourcePatternFilter.ANY, AccessControlEntryFilter.ANY)))
                  .all()
                  .get());
      refused(() -> admin.describeUserScramCredentials().all().get());
      refused(
          () ->
              admin
                  .createTopics(List.of(new NewTopic("something.else", 1, (short) 1)))
                  .all()
                  .get());
    }
  }

  @ParameterizedTest
  @MethodSource("users")
  void is_let_in_with_the_right_password_only(String user) {
    refused(() -> describe(services.client(user, "wrong")));
  }

  @Test
  void strangers_and_clients_without_tls_are_not_let_in() {
    refused(() -> describe(services.client("stranger")));
    assertThatThrownBy(
            () -> describe(Map.of("bootstrap.servers", services.services().bootstrapServers())))
        .isInstanceOf(ExecutionException.class);
    Map<String, Object> withoutTls = new HashMap<>(services.client("gatehouse"));
    withoutTls.put("security.protocol", "SASL_PLAINTEXT");
    assertThatThrownBy(() -> describe(withoutTls)).isInstanceOf(ExecutionException.class);
  }

  /** Tries all, and compares what worked with what the file allows. */
  private static void holds(
      String user,
      ResourceType type,
      AclOperation operation,
      List<String> names,
      ThrowingConsumer attempt) {
    List<String> worked =
        names.stream().filter(name -> worked(() -> attempt.accept(name))).toList();

    assertThat(worked)
        .as("%s: %s %s", user, operation, type)
        .containsExactlyElementsOf(
            names.stream().filter(name -> RIGHTS.allows(user, type, name, operation)).toList());
  }

  private interface ThrowingConsumer {
    void accept(String name) throws Exception;
  }

  /** Any other failure than a refusal is one of the test. */
  private static boolean worked(Attempt attempt) {
    try {
      attempt.run();
      return true;
    } catch (Exception e) {
      if (refusal(e).isPresent()) {
        return false;
      }
      throw new AssertionError("neither done nor refused", e);
    }
  }

  private static void refused(Attempt attempt) {
    assertThat(worked(attempt)).isFalse();
  }

  private static Optional<Throwable> refusal(Throwable failure) {
    return Stream.iterate(failure, each -> each != null, Throwable::getCause)
        .filter(
            each ->
                each instanceof AuthorizationException || each instanceof AuthenticationException)
        .findFirst();
  }

  private void read(String user, String topic) {
    Map<String, Object> properties = new HashMap<>(services.client(user));
    properties.put("enable.metrics.push", false);
    properties.put("default.api.timeout.ms", 15_000);
    try (var consumer =
        new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      var partition = new TopicPartition(topic, 0);
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      List<Object> seen = new ArrayList<>();
      for (int polls = 0; seen.isEmpty() && polls < 20; polls++) {
        consumer.poll(Duration.ofSeconds(1)).forEach(seen::add);
      }
      assertThat(seen).isNotEmpty();
    }
  }

  /** With a topic that exists, so that nothing is made where it is allowed. */
  private static void createAgain(Admin admin, String topic) throws Exception {
    try {
      admin
          .createTopics(
              List.of(new NewTopic(topic, 1, (short) 1)),
              new CreateTopicsOptions().validateOnly(true))
          .all()
          .get();
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof TopicExistsException)) {
        throw e;
      }
    }
  }

  private static TopicPartition readable(String user) {
    return TOPICS.stream()
        .filter(topic -> RIGHTS.allows(user, ResourceType.TOPIC, topic, AclOperation.READ))
        .map(topic -> new TopicPartition(topic, 0))
        .findFirst()
        .orElse(new TopicPartition("messages.inbound", 0));
  }

  private static void describe(Map<String, Object> client) throws Exception {
    Map<String, Object> properties = new HashMap<>(client);
    properties.put("default.api.timeout.ms", 5_000);
    properties.put("request.timeout.ms", 3_000);
    try (var admin = Admin.create(properties)) {
      admin.describeCluster().nodes().get();
    }
  }

  private KafkaProducer<byte[], byte[]> producer(String user, Map<String, Object> more) {
    Map<String, Object> properties = new HashMap<>(services.client(user));
    properties.put("max.block.ms", 15_000);
    properties.put("enable.metrics.push", false);
    properties.putAll(more);
    return new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
  }

  private static ConfigResource config(String topic) {
    return new ConfigResource(ConfigResource.Type.TOPIC, topic);
  }
}
