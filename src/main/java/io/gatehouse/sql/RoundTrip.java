package io.gatehouse.sql;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.PreparedStatementCallback;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.RowMapper;

/**
 * Statements that go to the database together and run there one after the other, in the caller's
 * transaction. Each is prepared, and sees what was committed while the one before it waited for a
 * lock, as if it had been sent alone.
 */
public final class RoundTrip {

  private interface Answer {
    void read(PreparedStatement statement) throws SQLException;
  }

  private final List<String> statements = new ArrayList<>();
  private final List<@Nullable Object> parameters = new ArrayList<>();
  private final List<Answer> answers = new ArrayList<>();

  /**
   * Adds one that gives rows.
   *
   * @param each is called for every row, when this is run
   */
  public void query(String sql, RowCallbackHandler each, Object... values) {
    add(sql, values);
    answers.add(
        statement -> {
          try (ResultSet rows = statement.getResultSet()) {
            while (rows.next()) {
              each.processRow(rows);
            }
          }
        });
  }

  /**
   * Adds one that gives rows.
   *
   * @return filled when this is run
   */
  public <T> List<T> rows(String sql, RowMapper<T> mapper, Object... values) {
    List<T> rows = new ArrayList<>();
    query(sql, row -> rows.add(mapper.mapRow(row, rows.size())), values);
    return rows;
  }

  /**
   * Adds one that changes rows.
   *
   * @param expected how many; otherwise the round trip fails
   */
  public void updateExactly(int expected, String sql, @Nullable Object... values) {
    add(sql, values);
    answers.add(
        statement -> {
          int updated = statement.getUpdateCount();
          if (updated != expected) {
            throw new IllegalStateException("changed %d rows, not %d".formatted(updated, expected));
          }
        });
  }

  /** Adds one that changes any number of rows. */
  public void update(String sql, Object... values) {
    add(sql, values);
    answers.add(statement -> {});
  }

  private void add(String sql, @Nullable Object... values) {
    statements.add(sql);
    parameters.addAll(Arrays.asList(values));
  }

  /** Sends them, if there are any, and hands out what they give. Once. */
  public void run(JdbcTemplate jdbc) {
    if (statements.isEmpty()) {
      return;
    }
    jdbc.execute(
        statements.stream().collect(Collectors.joining(";\n")),
        (PreparedStatementCallback<@Nullable Void>)
            statement -> {
              for (int i = 0; i < parameters.size(); i++) {
                statement.setObject(i + 1, parameters.get(i));
              }
              statement.execute();
              for (Answer answer : answers) {
                answer.read(statement);
                statement.getMoreResults();
              }
              return null;
            });
  }
}
