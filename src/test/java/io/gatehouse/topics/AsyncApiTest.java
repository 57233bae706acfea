package io.gatehouse.topics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.core.io.ClassPathResource;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The AsyncAPI document has every topic, once, and says of each what its file says. */
class AsyncApiTest {

  private final JsonNode document = read("topics/asyncapi.yaml");

  @Test
  void everyTopicIsAChannelAndEveryChannelATopic() {
    assertThat(document.required("channels").propertyNames())
        .containsExactlyInAnyOrderElementsOf(
            Stream.of(Topic.values()).map(Topic::contractName).toList());
  }

  @ParameterizedTest
  @EnumSource
  void aChannelHasTheTopicsNameAndSchema(Topic topic) {
    JsonNode channel = document.required("channels").required(topic.contractName());

    assertThat(channel.required("address").stringValue()).isEqualTo(topic.contractName());
    assertThat(channel.required("messages")).hasSize(1);
    JsonNode message = resolve(channel.required("messages").iterator().next());
    assertThat(ref(message.required("payload")))
        .isEqualTo("./" + topic.contractName() + ".yaml#/value");
    assertThat(file(topic).required("description").stringValue())
        .startsWith(message.required("summary").stringValue());
    if (message.has("headers")) {
      assertThat(resolve(message.required("headers")).isObject()).isTrue();
    }
  }

  @ParameterizedTest
  @EnumSource
  void isReceivedIfOthersWriteItAndSentIfGatehouseDoes(Topic topic) {
    String channel = "#/channels/" + topic.contractName();
    var actions =
        document
            .required("operations")
            .valueStream()
            .filter(operation -> ref(operation.required("channel")).equals(channel))
            .map(operation -> operation.required("action").stringValue());

    assertThat(actions)
        .containsExactly(
            file(topic).required("writtenBy").stringValue().equals("Gatehouse")
                ? "send"
                : "receive");
  }

  @Test
  void nothingIsDefinedThatNoChannelUses() {
    assertThat(document.required("components").required("messages").propertyNames())
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(Topic.values())
                .map(topic -> document.required("channels").required(topic.contractName()))
                .map(channel -> ref(channel.required("messages").iterator().next()))
                .map(ref -> ref.substring(ref.lastIndexOf('/') + 1))
                .toList());
  }

  @ParameterizedTest
  @EnumSource
  void examplesAreWhatTheSchemaAllows(Topic topic) {
    JsonNode channel = document.required("channels").required(topic.contractName());
    JsonNode examples = resolve(channel.required("messages").iterator().next()).path("examples");

    assertThat(examples.isEmpty())
        .isEqualTo(
            topic != Topic.COMMANDS_OUTCOME
                && file(topic).required("writtenBy").stringValue().equals("Gatehouse"));
    for (JsonNode example : examples) {
      assertThat(new TopicSchemas().of(topic).validate(example.required("payload"))).isEmpty();
    }
  }

  private JsonNode resolve(JsonNode node) {
    return document.at(ref(node).substring(1));
  }

  private static String ref(JsonNode node) {
    return node.required("$ref").stringValue();
  }

  private static JsonNode file(Topic topic) {
    return read("topics/" + topic.contractName() + ".yaml");
  }

  private static JsonNode read(String file) {
    try (var in = new ClassPathResource(file).getInputStream()) {
      return new YAMLMapper().readTree(in);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(file, e);
    }
  }
}
