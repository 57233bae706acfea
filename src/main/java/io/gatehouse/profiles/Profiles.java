package io.gatehouse.profiles;

import io.gatehouse.sql.RoundTrip;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * A customer's profile and tags, for commands that hold the customer's lock. A field is null until
 * somebody fills it; one that an agent has cleared is empty and stays so, because messages fill
 * only nulls.
 */
@Component
class Profiles {

  private static final String COLUMNS =
      Arrays.stream(ProfileField.values())
          .map(ProfileField::column)
          .collect(Collectors.joining(", "));
  private static final String READ =
      "select %s from customer where customer_no = ?".formatted(COLUMNS);
  private static final String WRITE =
      "update customer set (%s) = row (%s) where customer_no = ?"
          .formatted(COLUMNS, COLUMNS.replaceAll("\\w+", "cast(? as text)"));

  private static final String TAGS =
      "select tag from customer_tag where customer_no = ? order by tag collate \"C\"";
  private static final String ADD_TAGS =
      "insert into customer_tag (customer_no, tag) select ?, unnest(?::text[])";
  private static final String REMOVE_TAGS =
      "delete from customer_tag where customer_no = ? and tag = any (?)";

  private final JdbcClient jdbc;

  Profiles(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** The fields that are not null. */
  Map<ProfileField, String> read(long customerNo) {
    return jdbc.sql(READ)
        .param(customerNo)
        .query(
            (row, n) -> {
              Map<ProfileField, String> profile = new EnumMap<>(ProfileField.class);
              for (ProfileField field : ProfileField.values()) {
                String value = row.getString(field.column());
                if (value != null) {
                  profile.put(field, value);
                }
              }
              return profile;
            })
        .single();
  }

  /** Fields that are not in the map are null. */
  void write(long customerNo, Map<ProfileField, String> profile, RoundTrip with) {
    List<@Nullable Object> values = new ArrayList<>();
    for (ProfileField field : ProfileField.values()) {
      values.add(profile.get(field));
    }
    values.add(customerNo);
    with.updateExactly(1, WRITE, values.toArray());
  }

  SortedSet<String> tags(long customerNo) {
    return new TreeSet<>(jdbc.sql(TAGS).param(customerNo).query(String.class).list());
  }

  void addTags(long customerNo, List<String> tags, RoundTrip with) {
    with.updateExactly(tags.size(), ADD_TAGS, customerNo, tags.toArray(String[]::new));
  }

  void removeTags(long customerNo, List<String> tags, RoundTrip with) {
    with.updateExactly(tags.size(), REMOVE_TAGS, customerNo, tags.toArray(String[]::new));
  }
}
