package io.gatehouse.history;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * The partitions of {@code message} and {@code outbound_message}: periods of 30 days, counted from
 * 1970.
 */
@Component
public class HistoryPeriods {

  private static final Duration LENGTH = Duration.ofDays(30);
  private static final int AHEAD = 2;

  private static final String CREATE = "select create_message_period(?)";
  private static final String CREATE_OUTBOUND = "select create_outbound_period(?)";
  private static final String NOTE_PLACES = "select note_message_places()";
  private static final String FORGET_ERASED = "delete from erased_message where accepted_at < ?";

  private final JdbcTemplate jdbc;
  private final DuplicateSettings duplicates;
  private final Clock clock;

  HistoryPeriods(JdbcTemplate jdbc, DuplicateSettings duplicates, Clock clock) {
    this.jdbc = jdbc;
    this.duplicates = duplicates;
    this.clock = clock;
  }

  /** Makes room for what comes, and forgets what the time for duplicates has left. */
  public void maintain() {
    Instant now = clock.instant();
    for (int ahead = 0; ahead <= AHEAD; ahead++) {
      jdbc.query(CREATE, row -> {}, number(now) + ahead);
      jdbc.query(CREATE_OUTBOUND, row -> {}, number(now) + ahead);
    }
    jdbc.update(FORGET_ERASED, Timestamp.from(now.minus(duplicates.window())));
  }

  /** So that reading by time, or by record, reads the part that has it. */
  public void notePlaces() {
    jdbc.query(NOTE_PLACES, row -> {});
  }

  static Instant startOf(Instant at) {
    return Instant.EPOCH.plus(LENGTH.multipliedBy(number(at)));
  }

  private static int number(Instant at) {
    return Math.toIntExact(Duration.between(Instant.EPOCH, at).dividedBy(LENGTH));
  }
}
