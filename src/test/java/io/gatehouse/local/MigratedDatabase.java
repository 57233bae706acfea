package io.gatehouse.local;

import java.util.Map;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** A database of its own with Gatehouse's tables, on the services that tests share. */
public final class MigratedDatabase {

  private MigratedDatabase() {}

  /** A new one, empty, seen with the worker's role. */
  public static DataSource fresh() {
    TestServices services = TestServices.shared();
    String url = services.freshDatabase();
    flyway(url).load().migrate();
    return new DriverManagerDataSource(url, services.username(), services.password());
  }

  /**
   * A new one, seen with the worker's role, that was in use with an earlier version.
   *
   * @param meanwhile what its owner did then
   */
  public static DataSource fresh(String version, Consumer<DataSource> meanwhile) {
    TestServices services = TestServices.shared();
    String url = services.freshDatabase();
    // what is repeated belongs to the latest version
    flyway(url).target(version).repeatableSqlMigrationPrefix("none").load().migrate();
    meanwhile.accept(new DriverManagerDataSource(url, services.owner(), services.password()));
    flyway(url).load().migrate();
    return new DriverManagerDataSource(url, services.username(), services.password());
  }

  private static FluentConfiguration flyway(String url) {
    TestServices services = TestServices.shared();
    return Flyway.configure()
        .dataSource(url, services.owner(), services.password())
        .placeholders(Map.of("application-role", services.username()));
  }
}
