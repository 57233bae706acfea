package io.gatehouse.history;

import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.UncategorizedSQLException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * The partitions of {@code message}, periods of 5 days, and of {@code outbound_message}, periods of
 * 30, both counted from 1970.
 */
@Component
public class HistoryPeriods {

  private static final Logger log = LoggerFactory.getLogger(HistoryPeriods.class);

  private static final Duration LENGTH = Duration.ofDays(5);
  private static final Duration LENGTH_OF_REPLIES = Duration.ofDays(30);
  private static final int AHEAD = 2;
  private static final Duration WHO_LOOKS_IS_DONE = Duration.ofDays(1);

  private static final String CREATE = "select create_message_period(?)";
  private static final String CREATE_OUTBOUND = "select create_outbound_period(?)";
  private static final String DROP = "select drop_period_before(?)";
  private static final String LOCK_NOT_AVAILABLE = "55P03";
  private static final String NOTE_PLACES = "select note_message_places()";
  private static final String FORGET_ERASED = "delete from erased_message where accepted_at < ?";

  private final JdbcTemplate jdbc;
  private final DuplicateSettings duplicates;
  private final HistorySettings settings;
  private final Clock clock;

  HistoryPeriods(
      JdbcTemplate jdbc, DuplicateSettings duplicates, HistorySettings settings, Clock clock) {
    this.jdbc = jdbc;
    this.duplicates = duplicates;
    this.settings = settings;
    this.clock = clock;
  }

  /** Makes room for what comes, drops what is too old, and forgets what the window has left. */
  public void maintain() {
    Instant now = clock.instant();
    for (int ahead = 0; ahead <= AHEAD; ahead++) {
      jdbc.query(CREATE, row -> {}, number(now, LENGTH) + ahead);
      jdbc.query(CREATE_OUTBOUND, row -> {}, number(now, LENGTH_OF_REPLIES) + ahead);
    }
    jdbc.update(FORGET_ERASED, Timestamp.from(now.minus(duplicates.window())));
    Duration keep = settings.keep();
    if (keep != null) {
      // a message is known again by its row, and who looks for it may have begun a while ago
      Duration known = duplicates.window().plus(WHO_LOOKS_IS_DONE);
      dropBefore(now.minus(keep.compareTo(known) < 0 ? known : keep));
    }
  }

  private void dropBefore(Instant oldest) {
    try {
      for (String dropped = drop(oldest); dropped != null; dropped = drop(oldest)) {
        log.info("dropped {}: older than gatehouse.history.keep", dropped);
      }
    } catch (UncategorizedSQLException e) {
      if (!(e.getCause() instanceof SQLException cause)
          || !LOCK_NOT_AVAILABLE.equals(cause.getSQLState())) {
        throw e;
      }
      log.warn("old history is dropped next time: somebody has been reading the history for long");
    }
  }

  private @Nullable String drop(Instant oldest) {
    return jdbc.queryForObject(DROP, String.class, Timestamp.from(oldest));
  }

  /** So that reading by time, or by record, reads the part that has it. */
  public void notePlaces() {
    jdbc.query(NOTE_PLACES, row -> {});
  }

  static Instant startOf(Instant at) {
    return Instant.EPOCH.plus(LENGTH.multipliedBy(number(at, LENGTH)));
  }

  private static int number(Instant at, Duration length) {
    return Math.toIntExact(Duration.between(Instant.EPOCH, at).dividedBy(length));
  }
}
