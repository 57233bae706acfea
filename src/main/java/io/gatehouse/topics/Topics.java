package io.gatehouse.topics;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * The topics of this installation: {@code topics/} as shipped, with the names and partitions
 * configured.
 */
@Component
public class Topics {

  private static final YAMLMapper YAML = new YAMLMapper();

  private final Map<Topic, TopicDefinition> definitions = new EnumMap<>(Topic.class);

  public Topics(TopicSettings settings) {
    checkNames("names", settings.names().keySet());
    checkNames("partitions", settings.partitions().keySet());
    for (Topic topic : Topic.values()) {
      definitions.put(topic, load(topic, settings));
    }
  }

  /** The topic's name on the broker. */
  public String name(Topic topic) {
    return definition(topic).name();
  }

  public TopicDefinition definition(Topic topic) {
    TopicDefinition definition = definitions.get(topic);
    if (definition == null) {
      throw new IllegalStateException("no definition of " + topic.contractName());
    }
    return definition;
  }

  private static TopicDefinition load(Topic topic, TopicSettings settings) {
    String file = "topics/" + topic.contractName() + ".yaml";
    try (InputStream in = new ClassPathResource(file).getInputStream()) {
      JsonNode yaml = YAML.readTree(in);
      return new TopicDefinition(
          topic,
          settings.names().getOrDefault(topic.contractName(), yaml.required("name").stringValue()),
          yaml.required("description").stringValue(),
          yaml.required("writtenBy").stringValue(),
          yaml.required("key").stringValue(),
          settings
              .partitions()
              .getOrDefault(topic.contractName(), yaml.required("partitions").intValue()),
          yaml.required("config").properties().stream()
              .collect(
                  Collectors.toUnmodifiableMap(Map.Entry::getKey, e -> e.getValue().asString())),
          yaml.required("value"));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  private static void checkNames(String setting, Set<String> configured) {
    Set<String> known =
        Arrays.stream(Topic.values()).map(Topic::contractName).collect(Collectors.toSet());
    Set<String> unknown = new TreeSet<>(configured);
    unknown.removeAll(known);
    if (!unknown.isEmpty()) {
      throw new IllegalArgumentException(
          "gatehouse.topics.%s: no topic of the contract is called %s"
              .formatted(setting, String.join(", ", unknown)));
    }
  }
}
