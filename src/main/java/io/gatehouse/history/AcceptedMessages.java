package io.gatehouse.history;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Which messages were accepted within the window for duplicates, whatever became of them since. */
@Component
public class AcceptedMessages {

  /** What {@link #someOfEarlierPeriods} tells of a customer is all if it is not more. */
  public static final int FEW = 8;

  /** Workers' clocks may differ by this much about when a period begins. */
  private static final Duration CLOCKS_DIFFER = Duration.ofHours(1);

  private static final String ACCEPTED =
      """
      select m.customer_no, m.fingerprint, m.decided_at
      from unnest(?::bigint[], ?::bigint[]) as n(customer_no, fingerprint)
      join message m on m.customer_no = n.customer_no and m.fingerprint = n.fingerprint
      where m.decided_at >= ?
      """;

  private static final String ACCEPTED_BEFORE = ACCEPTED + " and m.decided_at < ?";

  // "limit" also keeps the planner from reading the whole period instead of looking them up
  private static final String OF_EARLIER_PERIODS =
      """
      select n.customer_no, m.fingerprint
      from unnest(?::bigint[]) as n(customer_no)
      cross join lateral (
        select fingerprint from message
        where customer_no = n.customer_no and fingerprint is not null and decided_at >= ? and decided_at < ?
        limit ?) as m
      """;

  private static final String ERASED =
      """
      select e.customer_no, e.fingerprint
      from unnest(?::bigint[], ?::bigint[]) as n(customer_no, fingerprint)
      join erased_message e on e.customer_no = n.customer_no and e.fingerprint = n.fingerprint
      where e.accepted_at > ?
      """;

  // a window shorter than a period: rows that it has left make room in their period's index
  private static final String FORGET =
      """
      update message m set fingerprint = null
      from unnest(?::bigint[], ?::bigint[]) as n(customer_no, fingerprint)
      where m.customer_no = n.customer_no and m.fingerprint = n.fingerprint
        and m.decided_at >= ? and m.decided_at <= ?
      """;

  private final JdbcTemplate jdbc;
  private final DuplicateSettings settings;

  AcceptedMessages(JdbcTemplate jdbc, DuplicateSettings settings) {
    this.jdbc = jdbc;
    this.settings = settings;
  }

  /**
   * Whether what this period's index refuses, and {@link #beforeThisPeriod} finds, is all that was
   * accepted. Not while another worker's clock may be in another period.
   */
  public static boolean onlyThisPeriodIsWritten(Instant now) {
    Instant start = HistoryPeriods.startOf(now);
    return start.equals(HistoryPeriods.startOf(now.minus(CLOCKS_DIFFER)))
        && start.equals(HistoryPeriods.startOf(now.plus(CLOCKS_DIFFER)));
  }

  /** When this period began: a customer who is newer has nothing in earlier ones. */
  public static Instant thisPeriod(Instant now) {
    return HistoryPeriods.startOf(now);
  }

  /** Which of these were accepted in an earlier period. */
  public Set<MessageKey> beforeThisPeriod(Collection<MessageKey> keys, Instant now) {
    Set<MessageKey> found = new HashSet<>();
    Instant start = HistoryPeriods.startOf(now);
    if (!keys.isEmpty() && windowStart(now).isBefore(start)) {
      List<MessageKey> sorted = keys.stream().sorted().toList(); // neighbours one after the other
      jdbc.query(
          ACCEPTED_BEFORE,
          row -> {
            found.add(new MessageKey(row.getLong(1), row.getLong(2)));
          },
          customers(sorted),
          fingerprints(sorted),
          Timestamp.from(windowStart(now)),
          Timestamp.from(start));
    }
    return found;
  }

  /**
   * Fingerprints of these customers' messages that were accepted in earlier periods, up to one more
   * than {@link #FEW} of each; who has none is not in it.
   */
  public Map<Long, List<Long>> someOfEarlierPeriods(Collection<Long> customerNos, Instant now) {
    Map<Long, List<Long>> found = new HashMap<>();
    Instant start = HistoryPeriods.startOf(now);
    if (!customerNos.isEmpty() && windowStart(now).isBefore(start)) {
      jdbc.query(
          OF_EARLIER_PERIODS,
          row -> {
            found.computeIfAbsent(row.getLong(1), no -> new ArrayList<>(1)).add(row.getLong(2));
          },
          customerNos.stream().sorted().toArray(Long[]::new),
          Timestamp.from(windowStart(now)),
          Timestamp.from(start),
          FEW + 1);
    }
    return found;
  }

  /** Which of these were accepted. */
  public Set<MessageKey> before(Collection<MessageKey> keys, Instant now) {
    Set<MessageKey> found = new HashSet<>();
    List<MessageKey> tooOld = new ArrayList<>();
    if (!keys.isEmpty()) {
      Instant windowStart = windowStart(now);
      Instant periodStart = HistoryPeriods.startOf(now);
      Instant from = windowStart.isBefore(periodStart) ? windowStart : periodStart;
      jdbc.query(
          ACCEPTED,
          row -> {
            var key = new MessageKey(row.getLong(1), row.getLong(2));
            boolean within = row.getTimestamp(3).toInstant().isAfter(windowStart);
            (within ? found : tooOld).add(key);
          },
          customers(keys),
          fingerprints(keys),
          Timestamp.from(from));
      if (!tooOld.isEmpty()) {
        jdbc.update(
            FORGET,
            customers(tooOld),
            fingerprints(tooOld),
            Timestamp.from(from),
            Timestamp.from(windowStart));
      }
    }
    return found;
  }

  /** Which of these were accepted and deleted since. */
  public Set<MessageKey> erased(Collection<MessageKey> keys, Instant now) {
    Set<MessageKey> found = new HashSet<>();
    if (!keys.isEmpty()) {
      jdbc.query(
          ERASED,
          row -> {
            found.add(new MessageKey(row.getLong(1), row.getLong(2)));
          },
          customers(keys),
          fingerprints(keys),
          Timestamp.from(windowStart(now)));
    }
    return found;
  }

  private Instant windowStart(Instant now) {
    return now.minus(settings.window());
  }

  private static Long[] customers(Collection<MessageKey> keys) {
    return keys.stream().map(MessageKey::customerNo).toArray(Long[]::new);
  }

  private static Long[] fingerprints(Collection<MessageKey> keys) {
    return keys.stream().map(MessageKey::fingerprint).toArray(Long[]::new);
  }
}
