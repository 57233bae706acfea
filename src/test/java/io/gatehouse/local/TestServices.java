package io.gatehouse.local;

import java.util.List;
import java.util.Map;

/**
 * A Kafka broker and a PostgreSQL server for tests, on ports of their own, empty at first, gone
 * with the JVM.
 *
 * <p>The system property {@code gatehouse.test.services} says what they are: {@code local}
 * processes, {@code docker} containers, or {@code auto} (the default): containers where a Docker
 * engine answers and can run them, otherwise processes. Their settings are the same.
 *
 * <p>All tests of a JVM share one pair, so a test uses topics of its own and a {@link
 * #freshDatabase()}. A test that stops a service, or counts on nobody else using it, starts a pair
 * of its own with {@link #local()}.
 */
public interface TestServices {

  /** The pair that the tests of this JVM share; the first call starts it. */
  static TestServices shared() {
    return SharedTestServices.get();
  }

  /** A new pair of local processes, whatever the setting says, for the caller to close. */
  static LocalTestServices local() {
    return LocalTestServices.start();
  }

  /**
   * The same with a larger broker and database.
   *
   * @param brokerHeap its JVM's options for it
   * @param postgresSettings as in {@code postgresql.conf}, that differ from those of tests
   */
  static LocalTestServices local(List<String> brokerHeap, Map<String, String> postgresSettings) {
    return LocalTestServices.start(brokerHeap, postgresSettings);
  }

  /**
   * The same with three brokers, each with that heap, that replicate everything threefold.
   *
   * @param brokerHeap each JVM's options for it
   * @param postgresSettings as in {@code postgresql.conf}, that differ from those of tests
   */
  static LocalTestServices replicated(
      List<String> brokerHeap, Map<String, String> postgresSettings) {
    return LocalTestServices.startReplicated(brokerHeap, postgresSettings);
  }

  String bootstrapServers();

  /** Of the database {@code gatehouse}, which tests share. */
  String jdbcUrl();

  /** The worker's role: reads and writes rows. */
  String username();

  /** Of both roles. */
  String password();

  /** The role that makes the tables. */
  String owner();

  /** Creates an empty database, owned by {@link #owner()}, and returns its JDBC URL. */
  String freshDatabase();

  /** Stops the broker. Its data and its port stay. */
  void stopKafka();

  /** Returns when clients can work again. */
  void startKafka();

  /** Stops the server and ends all sessions. Its data and its port stay. */
  void stopPostgres();

  /** Returns when clients can work again. */
  void startPostgres();
}
