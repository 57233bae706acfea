package io.gatehouse.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The list of customers: what is found, in which order, and page by page. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CustomerListIT {

  private static final Instant MONDAY = Instant.parse("2026-11-16T00:00:00Z");
  private static final CustomerFilter ANY = filter(null, null);

  private final ReadingDatabase database = new ReadingDatabase();
  private final CustomerList list = database.customers();

  @BeforeAll
  void customers() {
    String[][] rows = {
      {"c-1", "Zoë", "Zoë Müller"},
      {"c-2", "zoe", null},
      {"c-22", "Zoey", "Maria Gonzalez"},
      {"C-222", "王小明", null},
      {"wa:4479", "小明王", "Ｗａｎｇ"},
      {"wa:4478", "王", null},
      {"x-1", "Елена Иванова", null},
      {"x-2", "김민준", null},
      {"x-3", "さくら", null},
      {"x-4", null, null},
      {"x-5", "50%_off", "O'Neil-Smith"},
      {"x-6", "José María Núñez", null},
    };
    for (int i = 0; i < rows.length; i++) {
      long no =
          database.customer(
              rows[i][0], rows[i][1], rows[i][2], MONDAY.plus(Duration.ofHours(6L * i)));
      database.change(
          "update customer_activity set last_at = ?::timestamptz where customer_no = ?",
          MONDAY.plus(Duration.ofDays(30 - i)).toString(),
          no);
      if (i % 3 == 0) {
        database.change("insert into customer_tag values (?, 'vip')", no);
      }
      if (i % 2 == 0) {
        database.change(
            "update customer set blocked_at = now(), blocked_by = 'a' where customer_no = ?", no);
      }
      if (i == 4) {
        database.change(
            "update customer set blacklisted_at = now(), blacklisted_by = 'a', blacklisted_reason ="
                + " 'r' where customer_no = ?",
            no);
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          # what is typed    | who is found, best first
          zoe                | c-2 c-1 c-22
          ZOË                | c-2 c-1 c-22
          zoë müller         | c-1
          Muller Zoe         | c-1
          mull               | c-1
          gonzalez           | c-22
          gonzales           | c-22
          gnozalez           | c-22
          王                 | wa:4478 C-222 wa:4479
          小明               | wa:4479 C-222
          王小明             | C-222
          wang               | wa:4479
          елена              | x-1
          ИВАН               | x-1
          민준               | x-2
          김                 | x-2
          さ                 | x-3
          oneil              | x-5
          o neil             | x-5
          Nunez jose         | x-6
          z                  | c-22 c-2 c-1
          50%                | x-5
          _                  | ""
          """)
  void a_name_is_found_however_it_is_spelt_exact_ones_first(String typed, String found) {
    assertThat(ids(filter(typed, null), CustomerOrder.CREATED)).isEqualTo(words(found));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          # what is typed    | who is found, best first
          c-2                | c-2 c-22
          c-222              | C-222
          222                | C-222
          4479               | wa:4479
          wa:44              | wa:4478 wa:4479
          WA:4478            | wa:4478
          x                  | x-6 x-5 x-4 x-3 x-2 x-1
          %                  | ""
          """)
  void an_id_is_found_by_a_part_of_it_exact_ones_first(String typed, String found) {
    assertThat(ids(filter(null, typed), CustomerOrder.CREATED)).isEqualTo(words(found));
  }

  @Test
  void filters_combine() {
    assertThat(
            ids(new CustomerFilter(null, null, "vip", null, null, true, null), CustomerOrder.NAME))
        .containsExactly("c-1", "x-1");
    assertThat(
            ids(new CustomerFilter(null, null, null, null, null, true, true), CustomerOrder.NAME))
        .containsExactly("wa:4479");
    assertThat(
            ids(
                new CustomerFilter(
                    MONDAY, MONDAY.plus(Duration.ofDays(1)), null, null, null, false, null),
                CustomerOrder.LAST_ACTIVITY))
        .containsExactly("c-2", "C-222");
    assertThat(
            ids(new CustomerFilter(null, null, "vip", "zoe", "c", null, false), CustomerOrder.NAME))
        .containsExactly("c-1");
  }

  @ParameterizedTest
  @EnumSource
  void pages_one_after_the_other_are_the_whole_list(CustomerOrder order) {
    List<String> whole = ids(ANY, order);
    assertThat(whole).hasSize(12).doesNotHaveDuplicates();

    assertThat(paged(ANY, order, null)).isEqualTo(whole);
    assertThat(paged(new CustomerFilter(null, null, null, null, null, false, null), order, null))
        .hasSize(6);
  }

  @Test
  void who_comes_in_meanwhile_moves_nobody_to_another_page() {
    List<String> before = ids(ANY, CustomerOrder.CREATED);

    List<String> paged =
        paged(
            ANY,
            CustomerOrder.CREATED,
            () -> {
              long no = database.customer("new-" + System.nanoTime(), "N", null, Instant.now());
              database.change("delete from customer_activity where customer_no = ?", no);
              database.change("insert into customer_activity values (?, now())", no);
            });
    database.change("delete from customer where customer_id like 'new-%'");

    assertThat(paged).isEqualTo(before);
  }

  @Test
  void the_total_is_counted_on_the_first_page() {
    CustomerPage first = list.page(ANY, CustomerOrder.NAME, null, 5);

    assertThat(first.total()).isEqualTo(new Total(12, false));
    assertThat(list.page(ANY, CustomerOrder.NAME, first.next(), 5).total()).isNull();
  }

  @Test
  void a_cursor_of_another_list_is_refused() {
    String cursor = list.page(ANY, CustomerOrder.NAME, null, 5).next();

    assertThatExceptionOfType(BadCursorException.class)
        .isThrownBy(() -> list.page(ANY, CustomerOrder.CREATED, cursor, 5));
    for (String made : List.of("", "x", "W10", "WyJhIl0", "bnVsbA")) {
      assertThatExceptionOfType(BadCursorException.class)
          .isThrownBy(() -> list.page(ANY, CustomerOrder.NAME, made, 5));
    }
  }

  @Test
  void no_character_there_is_breaks_the_forms_that_names_are_kept_in() {
    Long broken =
        database
            .jdbc
            .sql(
                """
                select count(*) from generate_series(1, 1114111) as n
                where n not between 55296 and 57343
                  and (names_form(chr(n), repeat(chr(n), 300)) is null or name_grams(names_form(chr(n), chr(n))) is null
                    or octet_length(sort_form(repeat(chr(n), 300), null, 'c')) > 1000)
                """)
            .query(Long.class)
            .single();

    assertThat(broken).isZero();
  }

  private List<String> paged(
      CustomerFilter filter, CustomerOrder order, @Nullable Runnable between) {
    List<String> all = new ArrayList<>();
    String cursor = null;
    do {
      CustomerPage page = list.page(filter, order, cursor, 5);
      page.items().forEach(each -> all.add(each.customerId()));
      cursor = page.next();
      if (between != null) {
        between.run();
      }
    } while (cursor != null);
    return all;
  }

  private List<String> ids(CustomerFilter filter, CustomerOrder order) {
    return list.page(filter, order, null, 100).items().stream()
        .map(CustomerSummary::customerId)
        .toList();
  }

  private static CustomerFilter filter(@Nullable String name, @Nullable String id) {
    return new CustomerFilter(null, null, null, name, id, null, null);
  }

  private static List<String> words(@Nullable String text) {
    return text == null || text.isEmpty() ? List.of() : List.of(text.split(" ", -1));
  }
}
