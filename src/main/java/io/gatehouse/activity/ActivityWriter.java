package io.gatehouse.activity;

import io.gatehouse.activity.Activity.Noted;
import java.sql.Timestamp;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Writes down the times of the last messages: in {@code open_ticket} and {@code customer_activity},
 * which nothing that decides ever reads.
 */
@Component
class ActivityWriter {

  private static final Logger log = LoggerFactory.getLogger(ActivityWriter.class);

  private static final int TOGETHER = 1_000;

  /** At full speed this takes a tenth of a processor of the database; the rest waits. */
  private static final int PER_SECOND = 5_000;

  /** Rows that somebody has locked, who may wait for another of these, are left for next time. */
  private static final String TICKETS =
      """
      with free as (
        select o.ticket_no, n.at
        from unnest(?::bigint[], ?::timestamptz[]) as n(ticket_no, at) join open_ticket o on o.ticket_no = n.ticket_no
        where o.last_message_at < n.at
        order by o.ticket_no for no key update of o skip locked)
      update open_ticket o set last_message_at = free.at from free where o.ticket_no = free.ticket_no
      """;

  private static final String LEFT_OUT =
      """
      select o.ticket_no
      from unnest(?::bigint[], ?::timestamptz[]) as n(ticket_no, at) join open_ticket o on o.ticket_no = n.ticket_no
      where o.last_message_at < n.at
      """;

  /** Only workers write here, all in this order. */
  private static final String CUSTOMERS =
      """
      insert into customer_activity as a (customer_no, last_at)
      select t.customer_no, max(n.at)
      from unnest(?::bigint[], ?::timestamptz[]) as n(ticket_no, at) join ticket t on t.ticket_no = n.ticket_no
      group by t.customer_no order by t.customer_no
      on conflict (customer_no) do update set last_at = excluded.last_at where a.last_at < excluded.last_at
      """;

  private final Activity activity;
  private final TransactionTemplate transaction;
  private final JdbcTemplate jdbc;

  ActivityWriter(Activity activity, TransactionTemplate transaction, JdbcTemplate jdbc) {
    this.activity = activity;
    this.transaction = transaction;
    this.jdbc = jdbc;
  }

  @Scheduled(fixedDelay = 1, timeUnit = TimeUnit.SECONDS)
  void write() {
    for (int written = 0; written < PER_SECOND; written += TOGETHER) {
      List<Noted> noted = latest(activity.take(TOGETHER));
      if (noted.isEmpty()) {
        return;
      }
      try {
        Set<Long> leftOut = new HashSet<>(write(noted));
        activity.giveBack(
            noted.stream().filter(each -> leftOut.contains(each.ticketNo())).toList());
        if (!leftOut.isEmpty()) {
          return;
        }
      } catch (DataAccessException | TransactionException e) {
        activity.giveBack(noted);
        log.debug("activity is written next time; readiness says what is wrong");
        return;
      }
    }
  }

  /** Returns the tickets that could not be written. */
  private List<Long> write(List<Noted> noted) {
    Long[] tickets = noted.stream().map(Noted::ticketNo).toArray(Long[]::new);
    Timestamp[] times =
        noted.stream().map(each -> new Timestamp(each.at())).toArray(Timestamp[]::new);
    transaction.executeWithoutResult(
        status -> {
          jdbc.update(CUSTOMERS, tickets, times);
          jdbc.update(TICKETS, tickets, times);
        });
    return jdbc.query(LEFT_OUT, (row, n) -> row.getLong(1), tickets, times);
  }

  /** One for each ticket, the latest, in the order of their numbers. */
  private static List<Noted> latest(List<Noted> noted) {
    Map<Long, Noted> latest = new HashMap<>();
    for (Noted each : noted) {
      latest.merge(each.ticketNo(), each, (one, other) -> one.at() >= other.at() ? one : other);
    }
    return latest.values().stream().sorted(Comparator.comparingLong(Noted::ticketNo)).toList();
  }
}
