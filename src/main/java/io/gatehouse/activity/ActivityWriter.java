package io.gatehouse.activity;

import io.gatehouse.activity.Activity.Noted;
import io.gatehouse.sql.RoundTrip;
import java.util.HashSet;
import java.util.List;
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

  /**
   * Little at a time: a message that comes meanwhile waits for it, or shares a processor with it.
   */
  private static final int PAUSE_MS = 20;

  /** About a second: so long a few tickets wait for more, and so long it takes to write many. */
  private static final int PAUSES_FOR_ALL = 40;

  /** Fewer tickets wait for more. */
  private static final int FEW = 25;

  /** However many wait: more at once would hold up messages. */
  private static final int MOST = 200;

  /**
   * While messages wait, which the database's time is for, {@link #FEW} are written, and only after
   * so many pauses: that is little in a large database too, where each is on pages of its own.
   */
  private static final int PAUSES_IN_BACKLOG = 5;

  /**
   * As a worker that dies loses what it has not written, so may a database. And each row is looked
   * up by its key: planned while a table was small, the statements would read all of it, however
   * large it has become, until its statistics are next taken.
   */
  private static final String LITTLE_AND_OFTEN =
      """
      select set_config('synchronous_commit', 'off', true), set_config('enable_seqscan', 'off', true),
        set_config('enable_hashjoin', 'off', true), set_config('enable_mergejoin', 'off', true)
      """;

  /**
   * The times as numbers of milliseconds: an array of timestamps goes as text in this JVM's zone,
   * where an hour comes twice at the end of summer time.
   */
  private static final String NOTED =
      """
      (select ticket_no, to_timestamp(millis / 1000.0) as at
       from unnest(?::bigint[], ?::bigint[]) as noted(ticket_no, millis)) as n
      """;

  /** Only workers write here, all in this order. A ticket may have been closed since. */
  private static final String CUSTOMERS =
      """
      insert into customer_activity as a (customer_no, last_at)
      select customer_no, max(at)
      from (select coalesce(o.customer_no, (select t.customer_no from ticket t where t.ticket_no = n.ticket_no)), n.at
            from {noted} left join open_ticket o on o.ticket_no = n.ticket_no) as each_of_them(customer_no, at)
      where customer_no is not null
      group by customer_no order by customer_no
      on conflict (customer_no) do update set last_at = excluded.last_at where a.last_at < excluded.last_at
      """
          .replace("{noted}", NOTED);

  /**
   * Rows that somebody has locked, who may wait for another of these, are left for next time:
   * returns their tickets.
   */
  private static final String TICKETS =
      """
      with older as (
        select o.ticket_no, n.at from {noted} join open_ticket o on o.ticket_no = n.ticket_no
        where o.last_message_at < n.at
      ), free as (
        select o.ticket_no, older.at from older join open_ticket o on o.ticket_no = older.ticket_no
        order by o.ticket_no for no key update of o skip locked
      ), written as (
        update open_ticket o set last_message_at = free.at from free where o.ticket_no = free.ticket_no
        returning o.ticket_no
      )
      select ticket_no from older except select ticket_no from written
      """
          .replace("{noted}", NOTED);

  private final Activity activity;
  private final TransactionTemplate transaction;
  private final JdbcTemplate jdbc;
  private int pauses;

  ActivityWriter(Activity activity, TransactionTemplate transaction, JdbcTemplate jdbc) {
    this.activity = activity;
    this.transaction = transaction;
    this.jdbc = jdbc;
  }

  @Scheduled(fixedDelay = PAUSE_MS, timeUnit = TimeUnit.MILLISECONDS)
  void writeInTime() {
    pauses++;
    int waiting = activity.waiting();
    if (activity.thereIsABacklog()) {
      if (pauses >= PAUSES_IN_BACKLOG) {
        write(FEW);
      }
    } else if (waiting >= FEW || pauses >= PAUSES_FOR_ALL) {
      write(Math.clamp(waiting / PAUSES_FOR_ALL, FEW, MOST));
    }
  }

  /** Writes so many at most. */
  void write(int most) {
    pauses = 0;
    List<Noted> noted = activity.take(most);
    if (!noted.isEmpty()) {
      writeOrGiveBack(noted);
    }
  }

  /** Gives back what could not be written. */
  private void writeOrGiveBack(List<Noted> noted) {
    try {
      Set<Long> leftOut = write(noted);
      activity.giveBack(noted.stream().filter(each -> leftOut.contains(each.ticketNo())).toList());
    } catch (DataAccessException | TransactionException e) {
      activity.giveBack(noted);
      log.debug("activity is written next time; readiness says what is wrong");
    }
  }

  /** Returns the tickets that were left out. */
  private Set<Long> write(List<Noted> noted) {
    Long[] tickets = noted.stream().map(Noted::ticketNo).toArray(Long[]::new);
    Long[] times = noted.stream().map(Noted::at).toArray(Long[]::new);
    Set<Long> leftOut = new HashSet<>();
    var statements = new RoundTrip();
    statements.query(LITTLE_AND_OFTEN, row -> {});
    statements.update(CUSTOMERS, tickets, times);
    statements.query(TICKETS, row -> leftOut.add(row.getLong(1)), tickets, times);
    transaction.executeWithoutResult(status -> statements.run(jdbc));
    return leftOut;
  }
}
