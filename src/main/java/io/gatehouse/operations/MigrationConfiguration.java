package io.gatehouse.operations;

import java.util.Properties;
import org.springframework.boot.flyway.autoconfigure.FlywayConfigurationCustomizer;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.datasource.AbstractDriverBasedDataSource;

/** When and how the tables are made. */
@Configuration(proxyBeanMethods = false)
class MigrationConfiguration {

  /**
   * Not while the beans are made, when nothing could say that the database is away: {@link StartUp}
   * migrates.
   */
  @Bean
  FlywayMigrationStrategy later() {
    return flyway -> {};
  }

  /**
   * The connection of the tables' owner, which is not of the pool, does not wait for ever either;
   * in seconds.
   */
  @Bean
  FlywayConfigurationCustomizer timeLimits() {
    return configuration -> {
      if (configuration.getDataSource() instanceof AbstractDriverBasedDataSource ownersOwn) {
        var limits = new Properties();
        limits.setProperty("connectTimeout", "5");
        limits.setProperty("loginTimeout", "5");
        limits.setProperty("socketTimeout", "600"); // a large table takes its time
        limits.setProperty("tcpKeepAlive", "true");
        ownersOwn.setConnectionProperties(limits);
      }
    };
  }
}
