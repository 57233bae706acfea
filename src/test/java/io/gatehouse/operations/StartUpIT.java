package io.gatehouse.operations;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.Gatehouse;
import io.gatehouse.local.TestServices;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;

/** What stops a start, on a real broker, before anything is read. */
class StartUpIT {

  private final TestServices services = TestServices.shared();

  @Test
  void missing_topics_are_named_where_they_may_not_be_created() {
    assertThatThrownBy(
            () ->
                start(
                    "--gatehouse.topics.create=false",
                    "--gatehouse.topics.names[messages.inbound]=not.there"))
        .rootCause()
        .isInstanceOf(TopicContractException.class)
        .hasMessageContaining("missing")
        .hasMessageContaining("not.there");
  }

  @Test
  void a_topic_against_the_contract_is_named_with_what_it_should_be() throws Exception {
    try (var admin =
        Admin.create(Map.<String, Object>of("bootstrap.servers", services.bootstrapServers()))) {
      admin
          .createTopics(
              List.of(
                  new NewTopic("wrong", 12, (short) 1)
                      .configs(Map.of("message.timestamp.type", "CreateTime"))))
          .all()
          .get();
    }
    assertThatThrownBy(() -> start("--gatehouse.topics.names[messages.inbound]=wrong"))
        .rootCause()
        .isInstanceOf(TopicContractException.class)
        .hasMessageContaining(
            "wrong: message.timestamp.type is CreateTime, should be LogAppendTime");
  }

  @Test
  void a_wrong_value_is_refused_with_its_key() {
    assertThatThrownBy(() -> start("--gatehouse.inbound.concurrency=65"))
        .rootCause()
        .hasMessageContaining("gatehouse.inbound.concurrency");
  }

  private void start(String... settings) {
    List<String> arguments = new ArrayList<>(Arrays.asList(settings));
    arguments.add("--server.port=0");
    arguments.add("--spring.kafka.bootstrap-servers=" + services.bootstrapServers());
    arguments.add("--spring.datasource.url=" + services.freshDatabase());
    arguments.add("--spring.datasource.username=" + services.username());
    arguments.add("--spring.datasource.password=" + services.password());
    arguments.add("--spring.flyway.user=" + services.owner());
    arguments.add("--spring.flyway.password=" + services.password());
    SpringApplication.run(Gatehouse.class, arguments.toArray(String[]::new)).close();
  }
}
