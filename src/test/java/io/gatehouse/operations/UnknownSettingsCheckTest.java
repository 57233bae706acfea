package io.gatehouse.operations;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.core.io.ClassPathResource;

/** A setting that does not exist stops the start, wherever it comes from, and is named. */
class UnknownSettingsCheckTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "gatehouse.inbound.max-batch",
        "gatehouse.inbound.maxBatch",
        "gatehouse.inbound.max_batch",
        "gatehouse.inbound.concurrency",
        "gatehouse.duplicates.window",
        "gatehouse.duplicates.key",
        "gatehouse.kafka.instance-id",
        "gatehouse.api.requests-per-minute",
        "gatehouse.api.users[0].name",
        "gatehouse.api.users[12].roles[0]",
        "gatehouse.topics.create",
        "gatehouse.topics.replication",
        "gatehouse.topics.names[messages.inbound]",
        "gatehouse.topics.names.messages",
        "gatehouse.topics.partitions[tickets.bot]",
        "spring.kafka.bootstrap-servers",
        "server.port",
        "gatehousekeeper.name"
      })
  void aSettingThatExistsIsAcceptedInEverySpelling(String key) {
    assertThatCode(() -> check(new MapPropertySource("file", Map.of(key, "1"))))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GATEHOUSE_INBOUND_MAXBATCH",
        "GATEHOUSE_INBOUND_MAX_BATCH",
        "GATEHOUSE_INBOUND_CONCURRENCY",
        "GATEHOUSE_DUPLICATES_WINDOW",
        "GATEHOUSE_DUPLICATES_KEY",
        "GATEHOUSE_KAFKA_INSTANCEID",
        "GATEHOUSE_API_USERS_0_PASSWORD",
        "GATEHOUSE_TOPICS_CREATE",
        "SPRING_KAFKA_BOOTSTRAP_SERVERS",
        "PATH"
      })
  void aSettingThatExistsIsAcceptedFromTheEnvironment(String variable) {
    assertThatCode(() -> check(environment(variable))).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "gatehouse.inbound.max-batches",
        "gatehouse.inbound.max",
        "gatehouse.inbound",
        "gatehouse.inbound.concurrency.max",
        "gatehouse.inbound.concurrency[0]",
        "gatehouse.max-batch",
        "gatehouse.duplicate.window",
        "gatehouse.topics.name[messages.inbound]",
        "gatehouse.bot.enabled",
        "gatehouse.api.users",
        "gatehouse.api.users.name",
        "gatehouse.api.users[0]",
        "gatehouse.api.users[0].role",
        "gatehouse.api.user[0].name",
        "gatehouse."
      })
  void aSettingThatDoesNotExistIsRefused(String key) {
    assertThatThrownBy(() -> check(new MapPropertySource("application.yaml", Map.of(key, "1"))))
        .isInstanceOf(UnknownSettingsException.class)
        .hasMessage("There is no such setting: %s (in application.yaml)", key);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GATEHOUSE_INBOUND_MAXBATCHES",
        "GATEHOUSE_INBOUND",
        "GATEHOUSE_BOT_ENABLED",
        "GATEHOUSE_API_USERS_0_ROLE"
      })
  void aVariableForASettingThatDoesNotExistIsRefused(String variable) {
    assertThatThrownBy(() -> check(environment(variable)))
        .isInstanceOf(UnknownSettingsException.class)
        .hasMessage("There is no such setting: %s (in systemEnvironment)", variable);
  }

  @Test
  void allThatAreWrongAreNamedAtOnceAndNoneThatIsRight() {
    assertThatThrownBy(
            () ->
                check(
                    environment("GATEHOUSE_B"),
                    new MapPropertySource(
                        "file", Map.of("gatehouse.a", "1", "gatehouse.topics.create", "true"))))
        .isInstanceOf(UnknownSettingsException.class)
        .hasMessage(
            "There is no such setting: GATEHOUSE_B (in systemEnvironment), gatehouse.a (in file)");
  }

  @Test
  void theSettingsThatAreShippedExist() throws IOException {
    List<PropertySource<?>> shipped =
        new YamlPropertySourceLoader().load("shipped", new ClassPathResource("application.yaml"));

    assertThatCode(() -> check(shipped.toArray(PropertySource<?>[]::new)))
        .doesNotThrowAnyException();
  }

  private static PropertySource<?> environment(String variable) {
    return new SystemEnvironmentPropertySource("systemEnvironment", Map.of(variable, "1"));
  }

  private static void check(PropertySource<?>... sources) {
    var environment = new StandardEnvironment();
    environment.getPropertySources().stream()
        .map(PropertySource::getName)
        .toList()
        .forEach(environment.getPropertySources()::remove);
    for (PropertySource<?> source : sources) {
      environment.getPropertySources().addLast(source);
    }
    var check = new UnknownSettingsCheck();
    check.setEnvironment(environment);
    check.postProcessBeanFactory(new DefaultListableBeanFactory());
  }
}
