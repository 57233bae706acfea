package io.gatehouse.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.topics.Topic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.core.io.ClassPathResource;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * {@code access/kafka.yaml} gives nobody more than the contract says, and README.md what it says.
 */
class KafkaRightsTest {

  private static final KafkaRights RIGHTS = KafkaRights.load();
  private static final Map<String, String> COLUMNS =
      Map.of(
          "connector", "connector",
          "bot", "BOT",
          "agents-screen", "agents",
          "supervisors-screen", "supervisors",
          "admins-screen", "admins",
          "gatehouse", "Gatehouse",
          "operator", "operator");

  /**
   * r and w by role, in the order: connector, bot, agents, supervisors, admins, Gatehouse,
   * operator.
   */
  @ParameterizedTest
  @CsvSource({
    "messages.inbound,         w, -, -, -, -, r, w",
    "messages.outbound,        -, w, w, w, -, rw, w",
    "commands.block,           -, -, w, w, -, rw, w",
    "commands.unblock,         -, -, -, w, -, rw, w",
    "commands.delete-all,      -, -, -, w, -, rw, w",
    "commands.blacklist,       -, -, w, w, -, rw, w",
    "commands.ticket,          -, w, w, w, -, rw, w",
    "commands.customer,        -, -, w, w, -, rw, w",
    "commands.settings,        -, -, -, -, w, rw, w",
    "tickets.inbox,            -, -, r, r, -, rw, -",
    "tickets.bot,              -, r, r, r, -, rw, -",
    "tickets.unassigned,       -, -, r, r, -, rw, -",
    "tickets.blocked,          -, -, -, r, -, rw, -",
    "messages.deliver,         r, -, -, -, -, w, -",
    "messages.suppressed,      -, -, -, -, -, w, -",
    "commands.outcome,         -, r, r, r, r, rw, -",
    "customers.state,          -, -, r, r, -, w, -",
    "messages.inbound-dlt,     -, -, -, -, -, w, r",
    "messages.outbound-dlt,    -, -, -, -, -, w, r",
    "commands.block-dlt,       -, -, -, -, -, w, r",
    "commands.unblock-dlt,     -, -, -, -, -, w, r",
    "commands.delete-all-dlt,  -, -, -, -, -, w, r",
    "commands.blacklist-dlt,   -, -, -, -, -, w, r",
    "commands.ticket-dlt,      -, -, -, -, -, w, r",
    "commands.customer-dlt,    -, -, -, -, -, w, r",
    "commands.settings-dlt,    -, -, -, -, -, w, r",
  })
  void each_reads_and_writes_what_it_is_there_for(
      String topic,
      String connector,
      String bot,
      String agents,
      String supervisors,
      String admins,
      String gatehouse,
      String operator) {
    assertThat(
            Stream.of(
                    "connector",
                    "bot",
                    "agents-screen",
                    "supervisors-screen",
                    "admins-screen",
                    "gatehouse",
                    "operator")
                .map(user -> cell(user, topic)))
        .containsExactly(connector, bot, agents, supervisors, admins, gatehouse, operator);
  }

  /**
   * Also for a topic that is new in the contract. Commands and replies are everybody's: Gatehouse
   * posts what users ask and say over HTTP.
   */
  @ParameterizedTest
  @EnumSource
  void what_gatehouse_writes_nobody_else_writes(Topic topic) {
    List<String> writers =
        RIGHTS.users().stream()
            .filter(user -> allows(user, topic.contractName(), AclOperation.WRITE))
            .toList();

    if (writtenBy(topic).equals("Gatehouse")) {
      assertThat(writers).containsExactly("gatehouse");
    } else {
      assertThat(writers).hasSizeGreaterThan(1);
      assertThat(writers.contains("gatehouse")).isEqualTo(topic != Topic.MESSAGES_INBOUND);
    }
  }

  @Test
  void nobody_has_a_right_to_everything() {
    assertThat(RIGHTS.roles())
        .allSatisfy(
            role ->
                assertThat(role.rights())
                    .isNotEmpty()
                    .noneMatch(right -> right.pattern().equals("*"))
                    .noneMatch(
                        right ->
                            List.of(
                                    AclOperation.ALL,
                                    AclOperation.ALTER,
                                    AclOperation.DELETE,
                                    AclOperation.CLUSTER_ACTION)
                                .contains(right.operation())));
  }

  @Test
  void every_topic_that_is_named_is_one_of_the_contract() {
    List<String> known = Arrays.stream(Topic.values()).map(Topic::contractName).toList();

    assertThat(RIGHTS.roles())
        .flatExtracting(KafkaRights.Role::rights)
        .filteredOn(right -> right.resource() == ResourceType.TOPIC && !right.prefixed())
        .extracting(KafkaRights.Right::pattern)
        .isSubsetOf(known);
  }

  @Test
  void the_page_has_the_table() throws IOException {
    assertThat(page()).contains(table());
  }

  @Test
  void the_page_has_the_commands() throws IOException {
    assertThat(page()).contains(commands());
  }

  private static String page() throws IOException {
    return Files.readString(Path.of("access", "README.md")).replace("\r\n", "\n");
  }

  private static String table() {
    var text = new StringBuilder("| topic |");
    RIGHTS.users().forEach(user -> text.append(' ').append(COLUMNS.get(user)).append(" |"));
    text.append("\n| --- |").append(" --- |".repeat(RIGHTS.users().size())).append('\n');
    for (Topic topic : Topic.values()) {
      text.append("| `").append(topic.contractName()).append("` |");
      for (String user : RIGHTS.users()) {
        text.append(' ').append(word(cell(user, topic.contractName()))).append(" |");
      }
      text.append('\n');
    }
    return text.toString();
  }

  private static String word(String cell) {
    return switch (cell) {
      case "r" -> "reads";
      case "w" -> "writes";
      case "-" -> "";
      default -> "reads, writes";
    };
  }

  private static String commands() {
    return RIGHTS.roles().stream()
        .map(
            role ->
                "# %s: %s\n%s\n"
                    .formatted(
                        role.name(),
                        role.who(),
                        String.join("\n", RIGHTS.commands().getOrDefault(role.name(), List.of()))))
        .collect(Collectors.joining("\n"));
  }

  private static String cell(String user, String topic) {
    boolean reads = allows(user, topic, AclOperation.READ);
    boolean writes = allows(user, topic, AclOperation.WRITE);
    return reads ? writes ? "rw" : "r" : writes ? "w" : "-";
  }

  private static boolean allows(String user, String topic, AclOperation operation) {
    return RIGHTS.allows(user, ResourceType.TOPIC, topic, operation);
  }

  private static String writtenBy(Topic topic) {
    try (var in =
        new ClassPathResource("topics/" + topic.contractName() + ".yaml").getInputStream()) {
      JsonNode file = new YAMLMapper().readTree(in);
      return file.required("writtenBy").stringValue();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
