package io.gatehouse.reading;

import java.util.function.Supplier;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The transaction of one request: all its statements see the same moment, none can change anything,
 * and none holds up the worker for long.
 */
@Component
class ReadOnly {

  /**
   * Batches want plans that do not look at the values; lists want the opposite: a filter may fit
   * one customer or all of them. Compiling a plan, and a second process for it, take longer than
   * any page may.
   */
  private static final String FOR_THIS_TRANSACTION =
      """
      select set_config('plan_cache_mode', 'force_custom_plan', true), set_config('statement_timeout', '5000', true),
             set_config('jit', 'off', true), set_config('max_parallel_workers_per_gather', '0', true),
             set_config('work_mem', '32MB', true)
      """;

  private final TransactionTemplate transaction;
  private final JdbcTemplate jdbc;

  ReadOnly(PlatformTransactionManager transactions, JdbcTemplate jdbc) {
    transaction = new TransactionTemplate(transactions);
    transaction.setReadOnly(true);
    transaction.setIsolationLevel(TransactionTemplate.ISOLATION_REPEATABLE_READ);
    this.jdbc = jdbc;
  }

  <T> T read(Supplier<T> reading) {
    T read =
        transaction.execute(
            status -> {
              jdbc.query(FOR_THIS_TRANSACTION, row -> {});
              return reading.get();
            });
    if (read == null) {
      throw new IllegalStateException("nothing was read");
    }
    return read;
  }
}
