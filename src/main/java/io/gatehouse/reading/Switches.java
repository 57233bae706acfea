package io.gatehouse.reading;

import io.gatehouse.settings.Settings;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The switches: all that there are, also those that nobody has ever set. */
@Component
public class Switches {

  private static final String ALL =
      """
      select s.name, s.value, s.changed_at,
             (select actor_id from audit_entry where setting = s.name and command = 'settings'
              order by at desc, audit_no desc limit 1) as changed_by
      from setting s
      """;

  private final ReadOnly readOnly;
  private final JdbcClient jdbc;

  Switches(ReadOnly readOnly, JdbcClient jdbc) {
    this.readOnly = readOnly;
    this.jdbc = jdbc;
  }

  /**
   * A switch.
   *
   * @param changedAt null if it was never set, and so is off
   */
  public record Switch(
      String name, boolean value, @Nullable Instant changedAt, @Nullable String changedBy) {}

  public List<Switch> all() {
    Map<String, Switch> all = new TreeMap<>();
    for (String name : List.of(Settings.BLOCK_CONTACT, Settings.CUSTOMERS_PAGE, Settings.BOT)) {
      all.put(name, new Switch(name, false, null, null));
    }
    readOnly
        .read(
            () ->
                jdbc.sql(ALL)
                    .query(
                        (row, n) ->
                            new Switch(
                                row.getString("name"),
                                row.getBoolean("value"),
                                Times.optional(row, "changed_at"),
                                row.getString("changed_by")))
                    .list())
        .forEach(each -> all.put(each.name(), each));
    return new ArrayList<>(all.values());
  }
}
