package io.gatehouse.topics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import tools.jackson.databind.node.JsonNodeFactory;

/** The folder topics/ as the program loads it. */
class TopicsTest {

  private static final Topics TOPICS = new Topics(settings(Map.of(), Map.of()));
  private static final TopicSchemas SCHEMAS = new TopicSchemas();

  @Test
  void everyFileIsATopicAndEveryTopicHasAFile() throws IOException {
    var files = new PathMatchingResourcePatternResolver().getResources("classpath*:topics/*.yaml");

    assertThat(files)
        .extracting(file -> String.valueOf(file.getFilename()).replaceFirst("\\.yaml$", ""))
        .filteredOn(name -> !name.equals("asyncapi"))
        .containsExactlyInAnyOrder(
            Arrays.stream(Topic.values()).map(Topic::contractName).toArray(String[]::new));
  }

  @ParameterizedTest
  @EnumSource
  void isDescribedInFull(Topic topic) {
    TopicDefinition definition = TOPICS.definition(topic);

    assertThat(definition.name()).isEqualTo(topic.contractName());
    assertThat(definition.description()).isNotBlank();
    assertThat(definition.writtenBy()).isNotBlank();
    assertThat(definition.key()).isNotBlank();
    assertThat(definition.config())
        .containsKeys("cleanup.policy", "segment.ms", "segment.bytes", "max.message.bytes");
  }

  /** Between commands on different topics the append time decides. */
  @ParameterizedTest
  @EnumSource
  void usesTheBrokersAppendTime(Topic topic) {
    assertThat(TOPICS.definition(topic).config())
        .containsEntry("message.timestamp.type", "LogAppendTime");
  }

  /** So that a customer has one partition number on all of them. */
  @ParameterizedTest
  @EnumSource
  void hasTwelvePartitionsUnlessItIsAboutSettings(Topic topic) {
    assertThat(TOPICS.definition(topic).partitions())
        .isEqualTo(topic.contractName().startsWith("commands.settings") ? 1 : 12);
  }

  @ParameterizedTest
  @EnumSource
  void onlyWhatMustBeErasedOrKeptIsCompactedAndTheRestHasAnEnd(Topic topic) {
    assertThat(TOPICS.definition(topic).config().get("cleanup.policy"))
        .isEqualTo(
            switch (topic) {
              case TICKETS_BLOCKED -> "compact,delete";
              case CUSTOMERS_STATE -> "compact";
              default -> "delete";
            });
    assertThat(TOPICS.definition(topic).config().containsKey("retention.ms"))
        .isEqualTo(topic != Topic.CUSTOMERS_STATE);
  }

  @ParameterizedTest
  @EnumSource
  void hasASchemaThatWorks(Topic topic) {
    var schema = SCHEMAS.of(topic);

    schema.initializeValidators();
    boolean dead = topic.contractName().endsWith("-dlt");
    assertThat(schema.validate(JsonNodeFactory.instance.arrayNode()).isEmpty())
        .as("takes an array")
        .isEqualTo(dead);
  }

  static Set<Topic> inputs() {
    return Stream.of(Topic.values())
        .filter(
            topic ->
                Set.of("connectors", "screens", "screens and BOTs", "admins")
                    .contains(TOPICS.definition(topic).writtenBy()))
        .collect(Collectors.toSet());
  }

  @Test
  void theInputsAreTheMessagesTheRepliesAndSevenCommands() {
    assertThat(inputs())
        .containsExactlyInAnyOrder(
            Topic.MESSAGES_INBOUND,
            Topic.MESSAGES_OUTBOUND,
            Topic.COMMANDS_BLOCK,
            Topic.COMMANDS_UNBLOCK,
            Topic.COMMANDS_DELETE_ALL,
            Topic.COMMANDS_BLACKLIST,
            Topic.COMMANDS_TICKET,
            Topic.COMMANDS_CUSTOMER,
            Topic.COMMANDS_SETTINGS);
  }

  @ParameterizedTest
  @MethodSource("inputs")
  void anInputHasDeadLettersWithRoomForWhatItTakes(Topic input) {
    TopicDefinition in = TOPICS.definition(input);
    TopicDefinition dead = TOPICS.definition(input.deadLetters());

    assertThat(dead.name()).isEqualTo(in.name() + "-dlt");
    assertThat(dead.partitions()).isEqualTo(in.partitions());
    assertThat(maxBytes(dead)).isGreaterThan(maxBytes(in));
    assertThat(maxBytes(in)).as("too large a record arrives").isGreaterThan(256 * 1024);
  }

  @Test
  void namesAndPartitionsCanBeConfigured() {
    var configured =
        new Topics(settings(Map.of("messages.inbound", "eu.in"), Map.of("tickets.bot", 3)));

    assertThat(configured.name(Topic.MESSAGES_INBOUND)).isEqualTo("eu.in");
    assertThat(configured.name(Topic.MESSAGES_INBOUND_DLT)).isEqualTo("messages.inbound-dlt");
    assertThat(configured.definition(Topic.TICKETS_BOT).partitions()).isEqualTo(3);
    assertThat(configured.definition(Topic.TICKETS_INBOX).partitions()).isEqualTo(12);
  }

  @ParameterizedTest
  @CsvSource({"messages.inbond", "MESSAGES_INBOUND", "messages.inbound.yaml", "eu.in", "asyncapi"})
  void aNameForATopicThatDoesNotExistIsRefused(String unknown) {
    var settings = settings(Map.of("messages.inbound", "eu.in", unknown, "x"), Map.of());

    assertThatThrownBy(() -> new Topics(settings))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("gatehouse.topics.names: no topic of the contract is called " + unknown);
  }

  @Test
  void partitionsForTopicsThatDoNotExistAreRefusedAllAtOnce() {
    var settings = settings(Map.of(), Map.of("b.unknown", 1, "a.unknown", 1, "tickets.bot", 1));

    assertThatThrownBy(() -> new Topics(settings))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "gatehouse.topics.partitions: no topic of the contract is called a.unknown, b.unknown");
  }

  private static long maxBytes(TopicDefinition topic) {
    return Long.parseLong(topic.config().getOrDefault("max.message.bytes", "0"));
  }

  private static TopicSettings settings(
      Map<String, String> names, Map<String, Integer> partitions) {
    return new TopicSettings(true, (short) -1, names, partitions);
  }
}
