package io.gatehouse.settings;

import io.gatehouse.sql.RoundTrip;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** The table {@code setting}. Never cached: a decision uses what holds when it is made. */
@Component
public class SettingStore {

  private static final String ALL = "select name, value from setting";
  private static final String SET =
      """
      insert into setting (name, value, changed_at) values (?, ?, ?)
      on conflict (name) do update set value = excluded.value, changed_at = excluded.changed_at
      """;

  private final JdbcTemplate jdbc;

  SettingStore(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /** What they are when the round trip is run. */
  public Settings read(RoundTrip with) {
    Map<String, Boolean> values = new HashMap<>();
    with.query(ALL, row -> values.put(row.getString(1), row.getBoolean(2)));
    return new Settings(values);
  }

  public Settings read() {
    var alone = new RoundTrip();
    Settings settings = read(alone);
    alone.run(jdbc);
    return settings;
  }

  void set(String setting, boolean value, Instant at, RoundTrip with) {
    with.updateExactly(1, SET, setting, value, Timestamp.from(at));
  }
}
