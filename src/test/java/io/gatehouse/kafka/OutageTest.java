package io.gatehouse.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.net.ConnectException;
import java.sql.SQLException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientConnectionException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;
import org.apache.kafka.common.errors.WakeupException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.dao.EmptyResultDataAccessException;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionTimedOutException;

/** What a failure means to the people who wait: whose it is. */
class OutageTest {

  @ParameterizedTest(name = "{1}: {0}")
  @MethodSource({"failures", "failuresOfSpring"})
  void saysWhatAConsumerWaitsFor(Throwable failure, Outage outage) {
    assertThat(Outage.of(failure)).isEqualTo(outage);
  }

  /** What failed is what counts, however often it was wrapped on its way up. */
  @ParameterizedTest(name = "{1}: {0}")
  @MethodSource("failures")
  void looksThroughWrappers(Throwable failure, Outage outage) {
    assertThat(Outage.of(new CompletionException(new RuntimeException("wrapped", failure))))
        .isEqualTo(outage);
  }

  static Stream<Arguments> failures() {
    return Stream.of(
        arguments(new KafkaException("gone"), Outage.BROKER),
        arguments(new org.apache.kafka.common.errors.TimeoutException("slow"), Outage.BROKER),
        arguments(new ProducerFencedException("fenced"), Outage.BROKER),
        arguments(new CommitFailedException("rebalanced"), Outage.BROKER),
        arguments(new WakeupException(), Outage.BROKER),
        arguments(new KafkaException("no", sql("08006")), Outage.BROKER),
        arguments(new SaslAuthenticationException("who?"), Outage.BROKER_ACCESS),
        arguments(new SslAuthenticationException("who?"), Outage.BROKER_ACCESS),
        arguments(new TopicAuthorizationException("no"), Outage.BROKER_ACCESS),
        arguments(new GroupAuthorizationException("no"), Outage.BROKER_ACCESS),
        arguments(new TransactionalIdAuthorizationException("no"), Outage.BROKER_ACCESS),
        arguments(
            new KafkaException("in an error state", new TopicAuthorizationException("no")),
            Outage.BROKER_ACCESS),
        arguments(new SQLException("password", "28P01"), Outage.DATABASE_ACCESS),
        arguments(new SQLException("no right", "42501"), Outage.DATABASE_ACCESS),
        arguments(
            new SQLTransientConnectionException("pool", "08001", sql("28P01")),
            Outage.DATABASE_ACCESS),
        arguments(new SQLException("no state"), Outage.DATABASE),
        arguments(new SQLTransientConnectionException("pool", "0A000"), Outage.DATABASE),
        arguments(new SQLRecoverableException("closed", "0A000"), Outage.DATABASE),
        arguments(new CannotGetJdbcConnectionException("gone", sql("08001")), Outage.DATABASE),
        arguments(new DataAccessResourceFailureException("full", sql("53100")), Outage.DATABASE),
        arguments(new CannotAcquireLockException("locked", sql("55P03")), Outage.DATABASE),
        arguments(new CannotCreateTransactionException("no", sql("08001")), Outage.DATABASE),
        arguments(new DuplicateKeyException("twice", sql("23505")), Outage.FAULT),
        arguments(new EmptyResultDataAccessException(1), Outage.FAULT),
        arguments(new NotYetPublishedException("later"), Outage.EARLIER_RECORDS),
        arguments(new IllegalStateException("a bug"), Outage.FAULT),
        arguments(new NullPointerException(), Outage.FAULT),
        arguments(new TimeoutException("Java's, not Kafka's"), Outage.FAULT),
        arguments(new ConnectException("to whom?"), Outage.FAULT),
        arguments(new StackOverflowError(), Outage.FAULT));
  }

  /** Without a cause that the driver gave. */
  static Stream<Arguments> failuresOfSpring() {
    return Stream.of(
        arguments(new CannotAcquireLockException("locked"), Outage.DATABASE),
        arguments(new CannotCreateTransactionException("gone"), Outage.DATABASE),
        arguments(new TransactionTimedOutException("slow"), Outage.DATABASE));
  }

  @ParameterizedTest(name = "{0}, {2}: {1}")
  @CsvSource({
    "08000, DATABASE, connection exception",
    "08006, DATABASE, connection failure",
    "25P02, DATABASE, in failed transaction",
    "25P03, DATABASE, idle in transaction too long",
    "25P04, DATABASE, transaction too long",
    "40001, DATABASE, serialization failure",
    "40P01, DATABASE, deadlock",
    "53100, DATABASE, disk full",
    "53300, DATABASE, too many connections",
    "55P03, DATABASE, lock not available",
    "57014, DATABASE, statement timeout",
    "57P01, DATABASE, shut down by the administrator",
    "57P03, DATABASE, cannot connect now",
    "58030, DATABASE, I/O error",
    "22021, FAULT, U+0000 in a text",
    "22001, FAULT, text too long",
    "23505, FAULT, unique violation",
    "23514, FAULT, check violation",
    "25006, FAULT, read-only transaction",
    "42501, DATABASE_ACCESS, no privilege",
    "42601, FAULT, syntax error",
    "42P01, FAULT, no such table",
    "XX000, FAULT, internal error"
  })
  void aDatabaseThatIsAwayIsWaitedForAndAWrongStatementIsAFault(
      String state, Outage outage, String what) {
    assertThat(Outage.of(sql(state))).as(what).isEqualTo(outage);
  }

  private static SQLException sql(String state) {
    return new SQLException("failed", state);
  }
}
