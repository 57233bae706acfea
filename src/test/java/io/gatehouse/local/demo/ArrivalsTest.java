package io.gatehouse.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/** Who writes what in the demo. */
class ArrivalsTest {

  private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
  private static final int MANY = 600;

  private final Arrivals arrivals = new Arrivals(7);
  private final List<ObjectNode> messages = messages(arrivals);

  private static List<ObjectNode> messages(Arrivals arrivals) {
    return LongStream.range(0, MANY).mapToObj(n -> arrivals.message(n, NOW)).toList();
  }

  private Set<String> values(String field) {
    return messages.stream()
        .map(message -> message.required(field).stringValue())
        .collect(Collectors.toSet());
  }

  @Test
  void the_same_seed_makes_the_same_messages_of_the_same_people() {
    assertThat(messages(new Arrivals(7))).isEqualTo(messages);
    assertThat(messages(new Arrivals(8)).getFirst().path("customer"))
        .isNotEqualTo(messages.getFirst().path("customer"));
  }

  @Test
  void a_customer_is_the_same_person_in_every_message() {
    assertThat(messages)
        .allSatisfy(
            message -> {
              String id = message.required("customerId").stringValue();
              assertThat(arrivals.owns(id)).isTrue();
              assertThat(message.required("customer")).isEqualTo(arrivals.customer(id).profile());
            });
  }

  @Test
  void a_message_says_its_number_so_that_a_restart_goes_on_behind_it() {
    assertThat(arrivals.number(messages.getLast().required("messageId").stringValue()).orElse(-1))
        .isBetween(MANY - 3L, MANY - 1L);
    assertThat(arrivals.number("demo-8-5")).isEmpty();
    assertThat(arrivals.number("wamid.HBgM")).isEmpty();
    assertThat(arrivals.owns("c-42")).isFalse();
  }

  @Test
  void every_third_message_is_of_somebody_new_and_a_few_come_twice() {
    assertThat(values("customerId")).hasSizeBetween(MANY / 3 - 20, MANY / 3 + 20);
    assertThat(values("messageId")).hasSizeBetween(MANY * 95 / 100, MANY - 1);
  }

  @Test
  void all_channels_and_languages_come_and_so_does_spam() {
    assertThat(values("channel"))
        .containsExactlyInAnyOrder("whatsapp", "web", "email", "sms", "wechat");
    assertThat(
            values("customerId").stream()
                .map(id -> arrivals.customer(id).language())
                .collect(Collectors.toSet()))
        .hasSameSizeAs(Language.ALL);
    assertThat(values("text").stream().filter(Language::isSpam)).hasSizeBetween(20, 200);
    assertThat(values("text")).noneMatch(text -> text.contains("{"));
  }

  @Test
  void some_customers_answer_and_the_same_ones_each_time() {
    String customer = messages.getFirst().required("customerId").stringValue();
    List<Integer> answering =
        LongStream.range(0, 200)
            .filter(n -> arrivals.reaction(customer, "re-" + n, NOW).isPresent())
            .mapToObj(n -> (int) n)
            .toList();

    assertThat(answering).hasSizeBetween(60, 120);
    assertThat(answering)
        .allSatisfy(
            n ->
                assertThat(arrivals.reaction(customer, "re-" + n, NOW))
                    .isEqualTo(new Arrivals(7).reaction(customer, "re-" + n, NOW)));
  }
}
