package io.gatehouse.local;

import java.util.Map;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** A database of its own with Gatehouse's tables, on the services that tests share. */
public final class MigratedDatabase {

  private MigratedDatabase() {}

  /** A new one, empty, seen with the worker's role. */
  public static DataSource fresh() {
    TestServices services = TestServices.shared();
    String url = services.freshDatabase();
    Flyway.configure()
        .dataSource(url, services.owner(), services.password())
        .placeholders(Map.of("application-role", services.username()))
        .load()
        .migrate();
    return new DriverManagerDataSource(url, services.username(), services.password());
  }
}
