package io.gatehouse.reading;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Customers by name and by id: exact ones, those that begin so, those that have it somewhere, and,
 * of names, those that are nearly so.
 */
@Component
class CustomerMatches {

  /** More are not looked at: somebody has to read them. */
  static final int MOST = 2_000;

  /** With fewer hits than that, misspelt ones are looked for too. */
  private static final int FEW = 20;

  /** What the trigrams of an id are made of; without three in a row its index cannot help. */
  private static final Pattern INDEXED = Pattern.compile("[A-Za-z0-9]{3}");

  private static final String FORM = "select search_form(?)";

  private static final String WHOLE_NAME =
      """
      select customer_no from customer where name_grams(names) collate "C" @> array[cast(:whole as text)] limit :most
      """;
  private static final String PART_OF_NAME =
      """
      select customer_no from customer
      where name_grams(names) collate "C" @> cast(:grams as text[]) and names like all (cast(:parts as text[]))
      limit :most
      """;
  private static final String MISSPELT_NAME =
      """
      select customer_no from (
        select customer_no, names from customer
        where name_grams(names) collate "C" @> cast(:beginning as text[])
          or name_grams(names) collate "C" @> cast(:end as text[])
        limit :most) as alike
      where exists (select from regexp_split_to_table(names, '\\s') as word
                    where levenshtein_less_equal(left(word, 60), :word, :letters) <= :letters)
      """;

  private static final String WHOLE_ID = "select customer_no from customer where customer_id = :id";
  private static final String BEGINNING_OF_ID =
      """
      select customer_no from customer where customer_id like :beginning order by customer_id limit :most
      """;
  private static final String PART_OF_ID =
      "select customer_no from customer where lower(customer_id) like :part limit :most";

  private final JdbcClient jdbc;

  CustomerMatches(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Numbers of customers; not complete if there are more. */
  record Found(Set<Long> customers, boolean complete) {}

  @Nullable NameQuery nameQuery(@Nullable String name) {
    return name == null
        ? null
        : new NameQuery(jdbc.sql(FORM).param(name).query(String.class).single());
  }

  Found byName(NameQuery name) {
    if (name.isEmpty()) {
      return new Found(Set.of(), true);
    }
    Set<Long> found = new LinkedHashSet<>(numbers(WHOLE_NAME, Map.of("whole", name.whole())));
    found.addAll(numbers(PART_OF_NAME, Map.of("grams", name.grams(), "parts", name.parts())));
    NameQuery.Misspelt misspelt = name.misspelt();
    if (found.size() < FEW && misspelt.isPossible()) {
      found.addAll(
          numbers(
              MISSPELT_NAME,
              Map.of(
                  "beginning",
                  misspelt.beginning(),
                  "end",
                  misspelt.end(),
                  "word",
                  misspelt.word(),
                  "letters",
                  misspelt.letters())));
    }
    return found(found);
  }

  Found byId(String id) {
    Set<Long> found =
        new LinkedHashSet<>(
            jdbc.sql(WHOLE_ID).param("id", id).query((row, n) -> row.getLong(1)).list());
    found.addAll(numbers(BEGINNING_OF_ID, Map.of("beginning", literally(id) + "%")));
    if (found.size() <= MOST && INDEXED.matcher(id).find()) {
      found.addAll(numbers(PART_OF_ID, Map.of("part", "%" + idForm(id) + "%")));
    }
    return found(found);
  }

  /** As it is compared, for {@code like}. */
  static String idForm(String id) {
    return literally(id.toLowerCase(Locale.ROOT));
  }

  private static String literally(String text) {
    return text.replaceAll("([\\\\%_])", "\\\\$1");
  }

  private List<Long> numbers(String sql, Map<String, ?> parameters) {
    return jdbc.sql(sql)
        .params(parameters)
        .param("most", MOST + 1)
        .query((row, n) -> row.getLong(1))
        .list();
  }

  private static Found found(Set<Long> customers) {
    boolean complete = customers.size() <= MOST;
    Long[] first = customers.stream().limit(MOST).toArray(Long[]::new);
    return new Found(new LinkedHashSet<>(Arrays.asList(first)), complete);
  }
}
