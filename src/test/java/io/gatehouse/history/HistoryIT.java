package io.gatehouse.history;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.local.MigratedDatabase;
import java.sql.Connection;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The history on a real database: what is known again, for how long, and how it is read. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HistoryIT {

  /** The second day of a period, of 5 days as of 30. */
  private static final Instant NOW = Instant.EPOCH.plus(Duration.ofDays(30L * 680 + 1));

  private final JdbcTemplate jdbc = jdbc();
  private final MessageHistory history = new MessageHistory(jdbc);
  private long lastCustomer;

  @BeforeAll
  void periods() {
    for (int days = -120; days <= 0; days += 5) {
      periods(Duration.ofDays(30), NOW.plus(Duration.ofDays(days))).maintain();
    }
  }

  @ParameterizedTest(name = "window {0}, accepted {1} ago: known {2}, in an earlier period {3}")
  @CsvSource({
    "P30D, PT1S, true, false",
    "P30D, PT23H, true, false",
    "P30D, P2D, true, true",
    "P30D, P29D, true, true",
    "P30D, P30DT1S, false, false",
    "P30D, P45D, false, false",
    "P90D, P45D, true, true",
    "P90D, P89D, true, true",
    "P90D, P91D, false, false",
    "P1D, PT23H, true, false",
    "P1D, P1DT1S, false, false",
  })
  void a_message_is_known_within_the_window(
      Duration window, Duration ago, boolean known, boolean earlier) {
    var key = new MessageKey(newCustomer(), 7);
    history.append(List.of(row(key, 1L, 1, NOW.minus(ago))));
    AcceptedMessages accepted = accepted(window);

    Set<MessageKey> all = Set.of(key, new MessageKey(key.customerNo(), 8));
    assertThat(accepted.beforeThisPeriod(all, NOW)).isEqualTo(earlier ? Set.of(key) : Set.of());
    assertThat(accepted.before(all, NOW)).isEqualTo(known ? Set.of(key) : Set.of());
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "1, 1", "8, 8", "9, 9", "12, 9"})
  void a_few_messages_of_earlier_periods_are_told(int earlier, int told) {
    long customer = newCustomer();
    Instant before = NOW.minus(Duration.ofDays(3));
    List<MessageRow> rows = new ArrayList<>();
    for (int i = 0; i < earlier; i++) {
      rows.add(row(new MessageKey(customer, i), 1L, i, before));
      rows.add(row(new MessageKey(customer, 200 + i), 1L, i, NOW));
      rows.add(row(new MessageKey(customer, 300 + i), 1L, i, NOW.minus(Duration.ofDays(36))));
    }
    history.append(rows);

    Map<Long, List<Long>> found =
        accepted(Duration.ofDays(30)).someOfEarlierPeriods(List.of(customer, newCustomer()), NOW);

    assertThat(found.keySet()).isEqualTo(earlier == 0 ? Set.of() : Set.of(customer));
    assertThat(found.getOrDefault(customer, List.of()))
        .hasSize(told)
        .allMatch(fingerprint -> fingerprint < earlier);
  }

  @Test
  void this_periods_index_refuses_what_was_accepted() {
    var key = new MessageKey(newCustomer(), 7);
    history.append(List.of(row(key, 1L, 1, NOW)));

    assertThatThrownBy(() -> history.append(List.of(row(key, 1L, 2, NOW))))
        .isInstanceOf(DuplicateKeyException.class);
  }

  @Test
  void what_a_short_window_has_left_makes_room_in_this_period() {
    var key = new MessageKey(newCustomer(), 7);
    Instant later = NOW.plus(Duration.ofDays(2));
    history.append(List.of(row(key, 1L, 1, NOW)));

    assertThat(accepted(Duration.ofDays(1)).before(List.of(key), later)).isEmpty();
    history.append(List.of(row(key, 1L, 2, later)));

    assertThat(page(key.customerNo(), 1L, 0)).extracting(StoredMessage::offset).contains(1L, 2L);
  }

  @Test
  void a_deleted_message_is_known_until_the_window_has_left_it() {
    var key = new MessageKey(newCustomer(), 7);
    var kept = new MessageKey(key.customerNo(), 8);
    history.append(List.of(row(key, 1L, 1, NOW), row(kept, 2L, 2, NOW)));

    assertThat(history.delete(key.customerNo(), List.of(1L), 1, 1)).isEqualTo(1);

    AcceptedMessages accepted = accepted(Duration.ofDays(30));
    List<MessageKey> both = List.of(key, kept);
    assertThat(accepted.before(both, NOW)).containsExactly(kept);
    assertThat(accepted.erased(both, NOW)).containsExactly(key);
    assertThat(accepted.erased(both, NOW.plus(Duration.ofDays(31)))).isEmpty();

    periods(Duration.ofDays(30), NOW.plus(Duration.ofDays(29))).maintain();
    assertThat(remembered(key)).isTrue();
    periods(Duration.ofDays(30), NOW.plus(Duration.ofDays(31))).maintain();
    assertThat(remembered(key)).isFalse();
  }

  @Test
  void workers_that_start_together_make_a_period_together() throws Exception {
    JdbcTemplate empty = jdbc();
    List<Callable<Object>> workers =
        Collections.nCopies(
            4,
            () -> {
              for (int period = 0; period < 50; period++) {
                empty.queryForList("select create_message_period(?)", period);
              }
              return true;
            });
    try (var threads = Executors.newFixedThreadPool(workers.size())) {
      for (Future<?> worker : threads.invokeAll(workers)) {
        worker.get();
      }
    }
  }

  @ParameterizedTest(name = "keep {0}, window {1}: messages from {2} days ago on, replies from {3}")
  @CsvSource({
    ", P30D, 121, 121",
    "P60D, P30D, 61, 61",
    "P62D, P30D, 66, 91",
    "P30D, P90D, 91, 91",
    "P30D, P30D, 31, 31",
  })
  void what_is_older_than_is_kept_is_dropped_by_period(
      @Nullable Duration keep, Duration window, int messages, int replies) {
    JdbcTemplate old = jdbc();
    for (int days = -120; days <= 0; days += 5) {
      periods(old, window, NOW.plus(Duration.ofDays(days))).maintain();
    }

    periods(old, window, keep, NOW).maintain();

    assertThat(oldest(old, "message")).isEqualTo(NOW.minus(Duration.ofDays(messages)));
    assertThat(oldest(old, "outbound_message")).isEqualTo(NOW.minus(Duration.ofDays(replies)));
  }

  private static Instant oldest(JdbcTemplate jdbc, String table) {
    return Objects.requireNonNull(
            jdbc.queryForObject(
                "select min(start_of_period(inhrelid)) from pg_inherits where inhparent = ?::regclass",
                Timestamp.class,
                table))
        .toInstant();
  }

  @Test
  void nothing_younger_than_30_days_is_dropped_whoever_asks() {
    JdbcTemplate young = jdbc();
    Instant now = Instant.now();
    for (int days = -60; days <= 0; days += 5) {
      periods(young, Duration.ofDays(30), now.plus(Duration.ofDays(days))).maintain();
    }

    for (int i = 0; i < 100; i++) {
      young.queryForObject(
          "select drop_period_before(?)",
          String.class,
          Timestamp.from(now.plus(Duration.ofDays(365))));
    }

    assertThat(oldest(young, "message"))
        .isBetween(now.minus(Duration.ofDays(35)), now.minus(Duration.ofDays(30)));
  }

  @Test
  void who_reads_the_history_for_long_is_waited_for_until_next_time() throws Exception {
    JdbcTemplate read = jdbc();
    periods(read, Duration.ofDays(30), NOW.minus(Duration.ofDays(90))).maintain();
    periods(read, Duration.ofDays(30), NOW).maintain();
    Instant oldest = oldest(read, "message");
    HistoryPeriods kept = periods(read, Duration.ofDays(30), Duration.ofDays(30), NOW);

    try (Connection reader = Objects.requireNonNull(read.getDataSource()).getConnection()) {
      reader.setAutoCommit(false);
      reader.createStatement().executeQuery("select from message");
      kept.maintain();
      assertThat(oldest(read, "message")).isEqualTo(oldest);
    }

    kept.maintain();
    assertThat(oldest(read, "message")).isAfter(oldest);
  }

  /** As version 6 of the tables had them; whatever day of both it is today. */
  @ParameterizedTest(name = "days ago: {0}")
  @ValueSource(ints = {0, 1, 4, 5, 6, 15, 25, 29})
  void periods_of_30_days_are_cut_off_at_that_of_now(int days) {
    var key = new MessageKey(newCustomer(), 7);
    Instant now = Instant.now();
    Instant then = now.minus(Duration.ofDays(days));
    JdbcTemplate cut =
        new JdbcTemplate(
            MigratedDatabase.fresh(
                "6",
                database -> {
                  var owner = new JdbcTemplate(database);
                  owner.query(
                      "select create_message_period((extract(epoch from now()) / 86400 / 30)::int + n)"
                          + " from generate_series(-2, 2) as n",
                      row -> {});
                  new MessageHistory(owner).append(List.of(row(key, 1L, 1, then)));
                }));
    var accepted = new AcceptedMessages(cut, new DuplicateSettings(Duration.ofDays(30), null));
    var itsHistory = new MessageHistory(cut);
    periods(cut, Duration.ofDays(30), now).maintain();
    periods(cut, Duration.ofDays(30), now.plus(Duration.ofDays(10))).maintain();

    boolean earlier = then.isBefore(AcceptedMessages.thisPeriod(now));
    assertThat(accepted.before(List.of(key), now)).containsExactly(key);
    List<MessageRow> again = List.of(row(key, 1L, 2, now));
    if (earlier) {
      assertThat(accepted.beforeThisPeriod(List.of(key), now)).containsExactly(key);
      assertThat(accepted.someOfEarlierPeriods(List.of(key.customerNo()), now)).hasSize(1);
      itsHistory.append(again);
    } else {
      assertThatThrownBy(() -> itsHistory.append(again)).isInstanceOf(DuplicateKeyException.class);
    }
    itsHistory.append(List.of(row(key, 1L, 3, now.plus(Duration.ofDays(5)))));
  }

  @ParameterizedTest
  @CsvSource({"PT0S, true", "P1D, true", "P3DT22H, true", "P3DT23H30M, false", "-PT23H30M, false"})
  void near_the_turn_of_a_period_the_index_alone_is_not_trusted(Duration later, boolean trusted) {
    assertThat(AcceptedMessages.onlyThisPeriodIsWritten(NOW.plus(later))).isEqualTo(trusted);
  }

  @Test
  void pages_are_in_order_and_bounded_in_bytes_and_none_is_left_out() {
    long customer = newCustomer();
    int count = 60;
    List<MessageRow> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      rows.add(row(new MessageKey(customer, i), 1L + i % 2, i, NOW, new byte[256 * 1024]));
    }
    rows.add(row(new MessageKey(customer, count), 9L, count, NOW)); // of another ticket
    history.append(rows);

    List<Long> read = new ArrayList<>();
    int pages = 0;
    long after = -1;
    for (var page = pageOfTwo(customer, after);
        !page.isEmpty();
        page = pageOfTwo(customer, after)) {
      page.forEach(message -> read.add(message.offset()));
      after = page.getLast().offset();
      pages++;
    }
    assertThat(read).isEqualTo(IntStream.range(0, count).mapToObj(i -> (long) i).toList());
    assertThat(pages).isEqualTo(2); // 15 MiB, at most 8 and the message that passes it
  }

  /** As right after a crash of the database, or a large first hour. */
  @Test
  void without_statistics_too_only_the_customers_own_messages_are_read() {
    JdbcTemplate large = jdbc();
    periods(large, Duration.ofDays(30), NOW).maintain();
    large.execute(
        """
        insert into customer (customer_id, created_at) select 'c-' || n, now() from generate_series(1, 500) as n;
        insert into ticket (customer_no, channel, queue, opened_at)
          select customer_no, 'sms', 'inbox', now() from customer;
        """);
    large.update(
        """
        insert into message (customer_no, fingerprint, record_offset, ticket_no, appended_at, decided_at, source_id, queue,
                             reason, new_ticket, value)
        select t.customer_no, n, n, t.ticket_no, ?, ?, 1, 'inbox', 'assigned', false, repeat('x', 300)::bytea
        from ticket t, generate_series(1, 600) as n""",
        Timestamp.from(NOW),
        Timestamp.from(NOW));
    var transaction =
        new TransactionTemplate(
            new JdbcTransactionManager(Objects.requireNonNull(large.getDataSource())));

    Integer scans =
        transaction.execute(
            begun -> {
              large.execute("set local plan_cache_mode = force_generic_plan"); // as the worker does
              var itsHistory = new MessageHistory(large);
              assertThat(itsHistory.contents(List.of(1L, 2L, 3L)).values())
                  .extracting(TicketContent::messages)
                  .containsExactly(600L, 600L, 600L);
              assertThat(itsHistory.page(2, List.of(2L), 1, 0, Long.MAX_VALUE)).hasSize(600);
              assertThat(itsHistory.delete(2, List.of(2L), 1, 1)).isEqualTo(600);
              return large.queryForObject(
                  "select sum(seq_scan) from pg_stat_xact_user_tables where relname like 'message\\_%'",
                  Integer.class);
            });

    assertThat(scans).isZero();
  }

  @Test
  void the_key_of_the_fingerprints_stays_the_same_or_the_start_says_so() {
    JdbcTemplate made = jdbc();
    long first = fingerprints(made, null).of("c".getBytes(UTF_8), "sms", "m");
    assertThat(fingerprints(made, null).of("c".getBytes(UTF_8), "sms", "m")).isEqualTo(first);
    assertThatThrownBy(() -> fingerprints(made, "0123456789abcdef").requireKey())
        .hasMessageContaining("gatehouse.duplicates.key")
        .hasMessageContaining("remove it");

    JdbcTemplate configured = jdbc();
    fingerprints(configured, "0123456789abcdef").requireKey();
    assertThatCode(() -> fingerprints(configured, "0123456789abcdef").requireKey())
        .doesNotThrowAnyException();
    for (String other : new String[] {null, "another 0123456789"}) {
      assertThatThrownBy(() -> fingerprints(configured, other).requireKey())
          .hasMessageContaining("gatehouse.duplicates.key")
          .hasMessageContaining("set that one again");
    }
  }

  @Test
  void fingerprints_differ_by_customer_channel_and_message() {
    Fingerprints fingerprints = fingerprints(jdbc(), null);
    assertThat(
            Set.of(
                fingerprints.of("a".getBytes(UTF_8), "sms", "m"),
                fingerprints.of("b".getBytes(UTF_8), "sms", "m"),
                fingerprints.of("a".getBytes(UTF_8), "smsm", "m"),
                fingerprints.of("a".getBytes(UTF_8), "sms", "mm"),
                fingerprints.of("as".getBytes(UTF_8), "ms", "m")))
        .hasSize(5);
  }

  private List<StoredMessage> page(long customer, long ticket, long after) {
    return history.page(customer, List.of(ticket), 1, after, Long.MAX_VALUE);
  }

  private List<StoredMessage> pageOfTwo(long customer, long after) {
    return history.page(customer, List.of(1L, 2L), 1, after, Long.MAX_VALUE);
  }

  private boolean remembered(MessageKey key) {
    Integer count =
        jdbc.queryForObject(
            "select count(*) from erased_message where customer_no = ?",
            Integer.class,
            key.customerNo());
    return count != null && count == 1;
  }

  private long newCustomer() {
    return ++lastCustomer;
  }

  private AcceptedMessages accepted(Duration window) {
    return new AcceptedMessages(jdbc, new DuplicateSettings(window, null));
  }

  private HistoryPeriods periods(Duration window, Instant now) {
    return periods(jdbc, window, now);
  }

  private static HistoryPeriods periods(JdbcTemplate jdbc, Duration window, Instant now) {
    return periods(jdbc, window, null, now);
  }

  private static HistoryPeriods periods(
      JdbcTemplate jdbc, Duration window, @Nullable Duration keep, Instant now) {
    return new HistoryPeriods(
        jdbc,
        new DuplicateSettings(window, null),
        new HistorySettings(keep),
        Clock.fixed(now, ZoneOffset.UTC));
  }

  private static Fingerprints fingerprints(JdbcTemplate jdbc, @Nullable String key) {
    return new Fingerprints(
        JdbcClient.create(jdbc), new DuplicateSettings(Duration.ofDays(30), key));
  }

  private static MessageRow row(MessageKey key, long ticketNo, long offset, Instant at) {
    return row(key, ticketNo, offset, at, "{}".getBytes(UTF_8));
  }

  private static MessageRow row(
      MessageKey key, long ticketNo, long offset, Instant at, byte[] value) {
    return new MessageRow(
        1,
        offset,
        key.customerNo(),
        key.fingerprint(),
        ticketNo,
        "inbox",
        "assigned",
        false,
        null,
        at,
        at,
        null,
        value);
  }

  private static JdbcTemplate jdbc() {
    return new JdbcTemplate(MigratedDatabase.fresh());
  }
}
