package io.gatehouse.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.springframework.core.io.ClassPathResource;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The rights of {@code access/kafka.yaml}. */
public final class KafkaRights {

  private static final String FILE = "access/kafka.yaml";
  private static final Map<String, ResourceType> RESOURCES =
      Map.of(
          "topics", ResourceType.TOPIC,
          "groups", ResourceType.GROUP,
          "transactional-ids", ResourceType.TRANSACTIONAL_ID);

  /**
   * One line of the file.
   *
   * @param user whose right it is, as the broker knows them
   * @param pattern a name, or the beginning of names and {@code *}
   */
  public record Right(String user, ResourceType resource, AclOperation operation, String pattern) {

    boolean prefixed() {
      return pattern.endsWith("*");
    }

    String name() {
      return prefixed() ? pattern.substring(0, pattern.length() - 1) : pattern;
    }

    boolean covers(ResourceType type, String wanted) {
      return resource == type && (prefixed() ? wanted.startsWith(name()) : wanted.equals(name()));
    }

    /** As the broker keeps it. */
    public AclBinding binding() {
      var resourcePattern =
          new ResourcePattern(
              resource, name(), prefixed() ? PatternType.PREFIXED : PatternType.LITERAL);
      return new AclBinding(
          resourcePattern,
          new AccessControlEntry("User:" + user, "*", operation, AclPermissionType.ALLOW));
    }
  }

  /** One block of the file. */
  public record Role(String name, String who, String user, List<Right> rights) {}

  private final List<Role> roles;

  private KafkaRights(List<Role> roles) {
    this.roles = roles;
  }

  public static KafkaRights load() {
    try (var in = new ClassPathResource(FILE).getInputStream()) {
      return new KafkaRights(
          new YAMLMapper()
              .readTree(in).properties().stream()
                  .map(role -> role(role.getKey(), role.getValue()))
                  .toList());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + FILE, e);
    }
  }

  private static Role role(String name, JsonNode block) {
    String user = block.path("user").asString(name);
    List<Right> rights = new ArrayList<>();
    for (var part : block.properties()) {
      ResourceType resource = RESOURCES.get(part.getKey());
      if (resource != null) {
        for (var operation : part.getValue().properties()) {
          for (JsonNode pattern : operation.getValue()) {
            rights.add(
                new Right(user, resource, operation(operation.getKey()), pattern.stringValue()));
          }
        }
      } else if (!List.of("who", "user").contains(part.getKey())) {
        throw new IllegalStateException(
            "%s: %s has an unknown part: %s".formatted(FILE, name, part.getKey()));
      }
    }
    return new Role(name, block.required("who").stringValue(), user, List.copyOf(rights));
  }

  private static AclOperation operation(String word) {
    return AclOperation.valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
  }

  public List<Role> roles() {
    return roles;
  }

  /** Everybody who has rights. */
  public List<String> users() {
    return roles.stream().map(Role::user).distinct().toList();
  }

  public List<AclBinding> bindings() {
    return roles.stream()
        .flatMap(role -> role.rights().stream())
        .map(Right::binding)
        .distinct()
        .toList();
  }

  /** Gives them all; those that are there already stay. */
  public void grant(Admin admin) {
    admin.createAcls(bindings()).all().toCompletionStage().toCompletableFuture().join();
  }

  /** Whether the file allows it, by itself or as part of a wider right. */
  public boolean allows(String user, ResourceType resource, String name, AclOperation operation) {
    return roles.stream()
        .filter(role -> role.user().equals(user))
        .flatMap(role -> role.rights().stream())
        .anyMatch(right -> right.covers(resource, name) && includes(right.operation(), operation));
  }

  /** What Kafka's authorizer takes to be part of what. */
  private static boolean includes(AclOperation granted, AclOperation wanted) {
    return granted == wanted
        || switch (wanted) {
          case DESCRIBE ->
              List.of(
                      AclOperation.READ,
                      AclOperation.WRITE,
                      AclOperation.DELETE,
                      AclOperation.ALTER)
                  .contains(granted);
          case DESCRIBE_CONFIGS -> granted == AclOperation.ALTER_CONFIGS;
          default -> false;
        };
  }

  /** The same as lines for {@code kafka-acls}, role by role. */
  public Map<String, List<String>> commands() {
    Map<String, List<String>> commands = new LinkedHashMap<>();
    for (Role role : roles) {
      Function<Right, List<?>> together =
          right -> List.of(right.resource(), right.operation(), right.prefixed());
      commands.put(
          role.name(),
          role.rights().stream()
              .collect(Collectors.groupingBy(together, LinkedHashMap::new, Collectors.toList()))
              .values()
              .stream()
              .map(KafkaRights::command)
              .toList());
    }
    return commands;
  }

  private static String command(List<Right> alike) {
    Right first = alike.getFirst();
    String option = "--" + first.resource().name().toLowerCase(Locale.ROOT).replace('_', '-');
    var line =
        new StringBuilder("allow User:")
            .append(first.user())
            .append(" --operation ")
            .append(camel(first.operation()));
    if (first.prefixed()) {
      line.append(" --resource-pattern-type prefixed");
    }
    alike.forEach(right -> line.append(' ').append(option).append(' ').append(right.name()));
    return line.toString();
  }

  /** As {@code kafka-acls} writes operations: DescribeConfigs. */
  private static String camel(AclOperation operation) {
    var words = new StringBuilder();
    for (String word : operation.name().split("_", -1)) {
      words.append(word.charAt(0)).append(word.substring(1).toLowerCase(Locale.ROOT));
    }
    return words.toString();
  }
}
