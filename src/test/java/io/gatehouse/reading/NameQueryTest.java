package io.gatehouse.reading;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the index of names is asked: as {@code name_grams} cuts them, and as little as will do. */
class NameQueryTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          # name     | grams
          maria      | mar,ria
          gonzalez   | gon,zal,lez
          ann        | ann
          "li"       | " li"
          "m"        | "  m"
          "maria li" | "mar,ria, li"
          王         | 王
          小明       | 小明
          王小明     | 王小明
          王小明安   | 王小明,小明安
          елена      | еле,ена
          """)
  void a_name_is_cut_so_that_three_letters_cover_it(String name, String grams) {
    assertThat(new NameQuery(name).grams()).containsExactly(grams.split(",", -1));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # name     | begins      | or ends     | letters wrong
          gonzales   | gon,onz     | ale,les     | 2
          maria      | mar         | ria         | 1
          li gonzal  | gon         | zal         | 2
          ann        |             |             |
          王小明安   |             |             |
          """)
  void a_long_word_may_be_misspelt(
      String name, @Nullable String begins, @Nullable String ends, @Nullable Integer letters) {
    NameQuery.Misspelt misspelt = new NameQuery(name).misspelt();

    assertThat(misspelt.isPossible()).isEqualTo(letters != null);
    if (letters != null) {
      assertThat(List.of(misspelt.beginning())).isEqualTo(words(begins));
      assertThat(List.of(misspelt.end())).isEqualTo(words(ends));
      assertThat(misspelt.letters()).isEqualTo(letters);
    }
  }

  private static List<String> words(@Nullable String text) {
    return text == null ? List.of() : List.of(text.split(",", -1));
  }
}
