package io.gatehouse.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.topics.Topic;
import io.gatehouse.topics.TopicSettings;
import io.gatehouse.topics.Topics;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ContractPageTest {

  private static final String PAGE = render(Map.of());

  private static String render(Map<String, String> names) {
    return ContractPage.render(new Topics(new TopicSettings(true, (short) -1, names, Map.of())));
  }

  private static List<SchemaTable.Row> fields(Topic topic) {
    var files = new ContractFiles();
    String file = ContractFiles.name(topic);
    return SchemaTable.of(files, new ContractFiles.Place(file, files.file(file).required("value")));
  }

  @ParameterizedTest
  @EnumSource
  void every_topic_is_there_and_can_be_linked_to(Topic topic) {
    assertThat(PAGE)
        .contains("<section id=\"%s\">".formatted(topic.contractName()))
        .contains("href=\"#%s\"".formatted(topic.contractName()));
  }

  @Test
  void nothing_in_it_runs_and_nothing_comes_from_elsewhere() {
    assertThat(PAGE)
        .doesNotContain("<script", " style=", "<style", "src=", "href=\"http", "href=\"/");
  }

  @Test
  void a_topic_with_another_name_here_says_so_and_text_is_no_markup() {
    assertThat(render(Map.of("commands.block", "eu.<b>block")))
        .contains("<dt>Its name here</dt><dd><code>eu.&lt;b&gt;block</code>");
  }

  @Test
  void fields_have_their_path_their_type_and_their_limits() {
    assertThat(fields(Topic.MESSAGES_INBOUND))
        .contains(
            new SchemaTable.Row(
                "messageId",
                "string",
                true,
                "1 to 128 characters",
                "An id, case-sensitive, without control characters."))
        .extracting(SchemaTable.Row::path)
        .contains("attachments[].url", "customer.nickname", "web.ip", "text");
  }

  @Test
  void fields_come_from_the_schemas_that_are_referred_to() {
    assertThat(fields(Topic.COMMANDS_TICKET))
        .filteredOn(row -> row.path().equals("score"))
        .containsExactly(
            new SchemaTable.Row("score", "integer", false, "1 to 5", "Satisfaction, 5 is best."));
    assertThat(fields(Topic.COMMANDS_BLOCK))
        .filteredOn(SchemaTable.Row::required)
        .extracting(SchemaTable.Row::path)
        .containsExactly("commandId", "customerId", "actor", "actor.id");
  }
}
