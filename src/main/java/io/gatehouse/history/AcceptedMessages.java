package io.gatehouse.history;

import static java.util.stream.Collectors.joining;

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

  private static final String PERIODS =
      """
      select inhrelid::regclass::text from pg_inherits
      where inhparent = 'message'::regclass and end_of_period(inhrelid) > ? and start_of_period(inhrelid) < ?
      """;

  // Earlier periods by their names: as partitions of the whole history, each year of it would slow
  // down every batch. "limit" keeps the planner from reading whole periods instead of looking up.
  private static final String IN_PERIODS =
      """
      select n.customer_no, n.fingerprint
      from unnest(?::bigint[], ?::bigint[]) as n(customer_no, fingerprint)
      cross join lateral ({periods} limit ?) as m
      where m.decided_at >= ?
      """;

  private static final String IN_PERIOD =
      "(select decided_at from {period} where customer_no = n.customer_no and fingerprint = n.fingerprint)";

  // without a condition on decided_at, which would have each row read: the index has it all
  private static final String OF_PERIODS =
      """
      select n.customer_no, m.fingerprint
      from unnest(?::bigint[]) as n(customer_no)
      cross join lateral ({periods} limit ?) as m
      """;

  private static final String OF_PERIOD =
      "(select fingerprint from {period} where customer_no = n.customer_no and fingerprint is not null)";

  /** None of the window is dropped within a day after it: see {@link HistoryPeriods#maintain}. */
  private static final Duration PERIODS_STAY = Duration.ofHours(1);

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

  /** Tables, as they were before a period began. */
  private record Earlier(Instant start, Instant readAt, List<String> periods) {}

  private final JdbcTemplate jdbc;
  private final DuplicateSettings settings;
  private volatile Earlier earlier = new Earlier(Instant.EPOCH, Instant.EPOCH, List.of());

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
    List<String> periods = keys.isEmpty() ? List.of() : earlierPeriods(now);
    if (!periods.isEmpty()) {
      List<MessageKey> sorted = keys.stream().sorted().toList(); // neighbours one after the other
      jdbc.query(
          over(periods, IN_PERIODS, IN_PERIOD),
          row -> {
            found.add(new MessageKey(row.getLong(1), row.getLong(2)));
          },
          customers(sorted),
          fingerprints(sorted),
          periods.size(),
          Timestamp.from(windowStart(now)));
    }
    return found;
  }

  /**
   * Fingerprints of these customers' messages in the earlier periods that are within the window, or
   * begin before it; up to one more than {@link #FEW} of each. Who has none is not in it.
   */
  public Map<Long, List<Long>> someOfEarlierPeriods(Collection<Long> customerNos, Instant now) {
    Map<Long, List<Long>> found = new HashMap<>();
    List<String> periods = customerNos.isEmpty() ? List.of() : earlierPeriods(now);
    if (!periods.isEmpty()) {
      jdbc.query(
          over(periods, OF_PERIODS, OF_PERIOD),
          row -> {
            found.computeIfAbsent(row.getLong(1), no -> new ArrayList<>(1)).add(row.getLong(2));
          },
          customerNos.stream().sorted().toArray(Long[]::new),
          FEW + 1);
    }
    return found;
  }

  private static String over(List<String> periods, String query, String ofEach) {
    return query.replace(
        "{periods}",
        periods.stream()
            .map(period -> ofEach.replace("{period}", period))
            .collect(joining(" union all ")));
  }

  private List<String> earlierPeriods(Instant now) {
    Earlier known = earlier;
    Instant start = HistoryPeriods.startOf(now);
    if (!known.start.equals(start) || now.isAfter(known.readAt.plus(PERIODS_STAY))) {
      known =
          new Earlier(
              start,
              now,
              jdbc.query(
                  PERIODS,
                  (row, n) -> row.getString(1),
                  Timestamp.from(windowStart(now)),
                  Timestamp.from(start)));
      earlier = known;
    }
    return known.periods;
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
