package io.gatehouse.history;

import static io.gatehouse.history.Histories.NOW;
import static io.gatehouse.history.Histories.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The history on a real database: what is known again, for how long, and how it is read. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HistoryIT {

  private final JdbcTemplate jdbc = Histories.fresh();
  private final MessageHistory history = new MessageHistory(jdbc);
  private long lastCustomer;

  @BeforeAll
  void periods() {
    for (int days = -120; days <= 0; days += 5) {
      Histories.periods(jdbc, NOW.plus(Duration.ofDays(days))).maintain();
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

    Histories.periods(jdbc, NOW.plus(Duration.ofDays(29))).maintain();
    assertThat(remembered(key)).isTrue();
    Histories.periods(jdbc, NOW.plus(Duration.ofDays(31))).maintain();
    assertThat(remembered(key)).isFalse();
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
    JdbcTemplate large = Histories.fresh();
    Histories.periods(large, NOW).maintain();
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
}
