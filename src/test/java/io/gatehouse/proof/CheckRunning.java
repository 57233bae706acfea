package io.gatehouse.proof;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/**
 * Checks a Gatehouse that runs: {@code ./mvnw test -Dtest=CheckRunning}. Without more it is the
 * local run; {@code gatehouse.proof.kafka}, {@code .url}, {@code .user} and {@code .password} name
 * another.
 */
class CheckRunning {

  @Test
  void topics_and_database_keep_the_guarantees() {
    requireClean(
        System.getProperty("gatehouse.proof.kafka", "localhost:9092"),
        System.getProperty("gatehouse.proof.url", "jdbc:postgresql://localhost:54329/gatehouse"),
        System.getProperty("gatehouse.proof.user", "gatehouse"),
        System.getProperty("gatehouse.proof.password", "gatehouse"));
  }

  /** Checks, prints what was found, and fails with it unless all holds. */
  static void requireClean(
      String bootstrapServers, String jdbcUrl, String username, String password) {
    Report report = Checker.check(bootstrapServers, jdbcUrl, username, password);
    System.out.println(report);
    assertThat(report.clean()).as(report.toString()).isTrue();
  }
}
