package io.gatehouse.local;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/**
 * Databases and their owner, the role {@code gatehouse}. It is no superuser: what the worker is not
 * allowed in production should fail here too.
 */
record GatehouseDatabase(String host, int port) {

  static final String SUPERUSER = "postgres";

  /** Name of the role and of the default database, and every password here. */
  static final String NAME = "gatehouse";

  private static final String ROLE_EXISTS = "SELECT 1 FROM pg_roles WHERE rolname = ?";
  private static final String DATABASE_EXISTS = "SELECT 1 FROM pg_database WHERE datname = ?";
  private static final String CREATE_ROLE = "CREATE ROLE gatehouse LOGIN PASSWORD 'gatehouse'";

  String jdbcUrl(String database) {
    return "jdbc:postgresql://%s:%d/%s".formatted(host, port, database);
  }

  /** Creates what is missing: a start that was killed may have come as far as half of it. */
  void createMissing(String database) throws SQLException {
    try (Connection connection =
        DriverManager.getConnection(jdbcUrl("postgres"), SUPERUSER, NAME)) {
      if (!exists(connection, ROLE_EXISTS, NAME)) {
        execute(connection, CREATE_ROLE);
      }
      if (!exists(connection, DATABASE_EXISTS, database)) {
        execute(connection, "CREATE DATABASE " + database + " OWNER gatehouse");
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

  private static void execute(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
