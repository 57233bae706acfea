package io.gatehouse.docs;

import io.gatehouse.topics.Topic;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.core.io.ClassPathResource;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The files of {@code topics/}, and what they refer to in one another. */
final class ContractFiles {

  /** A node and the file it stands in, from which its own references go on. */
  record Place(String file, JsonNode node) {}

  static final String ASYNC_API = "asyncapi.yaml";

  private static final YAMLMapper YAML = new YAMLMapper();
  private static final Set<String> NAMES =
      Stream.concat(
              Stream.of(ASYNC_API, "schemas/common.yaml", "schemas/ticket-event.yaml"),
              Stream.of(Topic.values()).map(ContractFiles::name))
          .collect(Collectors.toUnmodifiableSet());

  private final Map<String, JsonNode> read = new ConcurrentHashMap<>();

  static String name(Topic topic) {
    return topic.contractName() + ".yaml";
  }

  /** Whether there is such a file, and it is for everybody. */
  static boolean exists(String name) {
    return NAMES.contains(name);
  }

  static byte[] bytes(String name) {
    try (InputStream in = new ClassPathResource("topics/" + name).getInputStream()) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read topics/" + name, e);
    }
  }

  JsonNode file(String name) {
    return read.computeIfAbsent(name, wanted -> YAML.readTree(bytes(wanted)));
  }

  /** Follows a reference, and those that it leads to. */
  Place resolve(Place from) {
    JsonNode ref = from.node().get("$ref");
    if (ref == null) {
      return from;
    }
    String[] parts = ref.stringValue().split("#", 2);
    String path = parts[0].replaceFirst("^\\./", "");
    String folder = from.file().substring(0, from.file().lastIndexOf('/') + 1);
    String file = path.isEmpty() ? from.file() : folder + path;
    return resolve(new Place(file, file(file).requiredAt(parts[1])));
  }
}
