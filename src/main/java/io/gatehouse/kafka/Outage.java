package io.gatehouse.kafka;

import java.sql.SQLException;
import org.apache.kafka.common.KafkaException;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * What a consumer waits for after a failure, in the words of the people who read the log and the
 * readiness probe.
 */
enum Outage {
  DATABASE("the database"),
  BROKER("the broker"),
  EARLIER_RECORDS("earlier records to be published"),
  FAULT("help: this is a fault in Gatehouse or its data, and nothing is skipped");

  private final String words;

  Outage(String words) {
    this.words = words;
  }

  String words() {
    return words;
  }

  static Outage of(Throwable failure) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (t instanceof NotYetPublishedException) {
        return EARLIER_RECORDS;
      }
      if (t instanceof KafkaException) {
        return BROKER;
      }
      if (t instanceof SQLException
          || t instanceof DataAccessException
          || t instanceof TransactionException) {
        return DATABASE;
      }
    }
    return FAULT;
  }
}
