package io.gatehouse.kafka;

import java.sql.SQLException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientException;
import java.util.List;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * What a consumer, or the start, waits for after a failure, in the words of those who read the log
 * and the readiness probe.
 */
public enum Outage {
  DATABASE("the database"),
  DATABASE_ACCESS("a right in the database"),
  BROKER("the broker"),
  BROKER_ACCESS("a login or a right at the broker"),
  EARLIER_RECORDS("earlier records to be published"),
  FAULT("help: this is a fault in Gatehouse or its data, and nothing is skipped");

  private static final List<String> AWAY = List.of("08", "25P", "40", "53", "55", "57", "58");

  private final String words;

  Outage(String words) {
    this.words = words;
  }

  /** To be read after "waits for". */
  public String words() {
    return words;
  }

  /** What only an administrator can end, so that everybody should see which right it is. */
  boolean isDenied() {
    return this == BROKER_ACCESS || this == DATABASE_ACCESS;
  }

  /** By the failure and its causes. */
  public static Outage of(Throwable failure) {
    // first, and at any depth: Kafka's producer wraps it in a KafkaException, the pool in its own
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (t instanceof AuthenticationException || t instanceof AuthorizationException) {
        return BROKER_ACCESS;
      }
      if (t instanceof SQLException sql && isDenied(sql)) {
        return DATABASE_ACCESS;
      }
    }
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (t instanceof NotYetPublishedException) {
        return EARLIER_RECORDS;
      }
      if (t instanceof KafkaException) {
        return BROKER;
      }
      if (t instanceof SQLException sql) {
        return isDatabaseAway(sql) ? DATABASE : FAULT;
      }
    }
    return failure instanceof TransactionException
            || failure instanceof TransientDataAccessException
        ? DATABASE
        : FAULT;
  }

  /** What failed first, in a few words. */
  public static String rootCause(Throwable failure) {
    Throwable root = NestedExceptionUtils.getMostSpecificCause(failure);
    return root.getClass().getSimpleName() + ": " + root.getMessage();
  }

  /** A wrong login, or a right that the role does not have. */
  private static boolean isDenied(SQLException failure) {
    String state = failure.getSQLState();
    return state != null && (state.startsWith("28") || state.equals("42501"));
  }

  /**
   * By SQLState: connection lost, transaction ended or rolled back, resources (a full disk too),
   * object not available, operator intervention, system error. Anything else means that a statement
   * is wrong, which waiting does not mend.
   */
  private static boolean isDatabaseAway(SQLException failure) {
    String state = failure.getSQLState();
    return state == null
        || AWAY.stream().anyMatch(state::startsWith)
        || failure instanceof SQLTransientException
        || failure instanceof SQLRecoverableException;
  }
}
