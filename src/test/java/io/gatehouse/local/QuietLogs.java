package io.gatehouse.local;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.util.List;
import org.slf4j.LoggerFactory;

/** Keeps the programs and clients used here from telling everything they do. */
final class QuietLogs {

  private static final List<String> TALKATIVE =
      List.of("kafka", "org.apache.kafka", "io.zonky", "org.testcontainers", "tc");

  private QuietLogs() {}

  /**
   * The services start before Spring Boot configures logging, when everything from INFO on is
   * printed: each Kafka client with its two hundred settings. Boot's configuration replaces these
   * levels when it comes; a level that somebody has set is respected.
   */
  static void warningsOnly() {
    for (String name : TALKATIVE) {
      if (LoggerFactory.getLogger(name) instanceof Logger logger && logger.getLevel() == null) {
        logger.setLevel(Level.WARN);
      }
    }
  }
}
