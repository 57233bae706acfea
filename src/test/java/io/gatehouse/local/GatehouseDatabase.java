package io.gatehouse.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import org.springframework.core.io.ClassPathResource;

/**
 * Databases and the two roles of {@code access/roles.sql}: what the worker is not allowed in
 * production fails here too.
 */
record GatehouseDatabase(String host, int port) {

  static final String SUPERUSER = "postgres";

  /** Name of the worker's role and of the default database, and every password here. */
  static final String NAME = "gatehouse";

  /** Owns the tables and migrates them. */
  static final String OWNER = "gatehouse_owner";

  private static final String ROLE_EXISTS = "SELECT 1 FROM pg_roles WHERE rolname = ?";
  private static final String DATABASE_EXISTS = "SELECT 1 FROM pg_database WHERE datname = ?";

  String jdbcUrl(String database) {
    return "jdbc:postgresql://%s:%d/%s".formatted(host, port, database);
  }

  /** Creates what is missing: a start that was killed may have come as far as half of it. */
  void createMissing(String database) throws SQLException {
    try (Connection connection =
        DriverManager.getConnection(jdbcUrl("postgres"), SUPERUSER, NAME)) {
      if (!exists(connection, ROLE_EXISTS, OWNER)) {
        connection.setAutoCommit(false); // both or none
        run(
            connection,
            "access/roles.sql",
            Map.of(":'owner_password'", "'" + NAME + "'", ":'password'", "'" + NAME + "'"));
        connection.setAutoCommit(true);
      }
      if (!exists(connection, DATABASE_EXISTS, database)) {
        run(connection, "access/database.sql", Map.of(":\"database\"", database));
      }
    }
  }

  private static boolean exists(Connection connection, String query, String name)
      throws SQLException {
    try (var statement = connection.prepareStatement(query)) {
      statement.setString(1, name);
      try (var found = statement.executeQuery()) {
        return found.next();
      }
    }
  }

  /** As {@code psql} does, one statement after the other, with variables. */
  private static void run(Connection connection, String file, Map<String, String> variables)
      throws SQLException {
    String script = read(file);
    for (var variable : variables.entrySet()) {
      script = script.replace(variable.getKey(), variable.getValue());
    }
    try (var statement = connection.createStatement()) {
      for (String sql : withoutComments(script).split(";\\s*", -1)) {
        if (!sql.isBlank()) {
          statement.execute(sql);
        }
      }
    }
  }

  private static String withoutComments(String script) {
    return script.replaceAll("(?m)^--.*$", "");
  }

  private static String read(String file) {
    try {
      return new ClassPathResource(file).getContentAsString(StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }
}
