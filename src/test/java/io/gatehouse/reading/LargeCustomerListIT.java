package io.gatehouse.reading;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The same list when the sets that a filter names are too large to be looked through: what they
 * have in common is found, or customers are walked through, and either way all are found.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LargeCustomerListIT {

  private static final int CUSTOMERS = 60_000;
  private static final Instant NOON = Instant.parse("2026-11-16T12:00:00Z");

  private final ReadingDatabase database = new ReadingDatabase();
  private final CustomerList list = database.customers();

  @BeforeAll
  void customers() {
    database.change(
        """
        insert into customer (customer_id, created_at, blocked_at, blocked_by, nickname)
        select 'c-' || n, timestamptz '2026-11-16 00:00Z' + n * interval '1 second',
               case when n % 7 = 0 then now() end, case when n % 7 = 0 then 'a' end, 'n' || n % 1000
        from generate_series(1, ?) as n
        """,
        CUSTOMERS);
    tag("all", 1);
    tag("third", 3);
    tag("fiftieth", 50);
    database.change("analyze customer, customer_tag, customer_activity");
  }

  private void tag(String tag, int each) {
    database.change(
        "insert into customer_tag select customer_no, ? from customer"
            + " where substr(customer_id, 3)::int % ? = 0",
        tag, each);
  }

  Stream<Arguments> requests() {
    return Stream.of(
            filter(null, null, "third", null),
            filter(null, null, "all", null),
            filter(null, null, "third", true),
            filter(null, null, "all", true),
            filter(null, null, "fiftieth", true),
            filter(null, null, "all", false),
            filter(NOON, null, "third", true),
            filter(NOON, null, "all", null),
            filter(null, NOON, null, true))
        .flatMap(
            filter -> Stream.of(CustomerOrder.values()).map(order -> Arguments.of(filter, order)));
  }

  @ParameterizedTest
  @MethodSource("requests")
  void pages_have_each_customer_that_fits_once(CustomerFilter filter, CustomerOrder order) {
    List<String> found = new ArrayList<>();
    String cursor = null;
    do {
      CustomerPage page = list.page(filter, order, cursor, 5_000);
      page.items().forEach(customer -> found.add(customer.customerId()));
      cursor = page.next();
    } while (cursor != null);

    assertThat(found.stream().sorted().toList())
        .isEqualTo(fitting(filter).stream().sorted().toList());
  }

  @Test
  void what_large_sets_have_in_common_is_on_the_first_page_and_counted() {
    // 8,571 blocked and 20,000 tagged, of which fewer are both and of the afternoon
    CustomerFilter filter = filter(NOON, null, "third", true);
    int both = fitting(filter).size();

    CustomerPage page = list.page(filter, CustomerOrder.LAST_ACTIVITY, null, 2_000);

    assertThat(both).isBetween(500, 2_000);
    assertThat(page.items()).hasSize(both);
    assertThat(page.next()).isNull();
    assertThat(page.total()).isEqualTo(new Total(both, false));
  }

  private static List<String> fitting(CustomerFilter filter) {
    int each = "third".equals(filter.tag()) ? 3 : "fiftieth".equals(filter.tag()) ? 50 : 1;
    List<String> fitting = new ArrayList<>();
    for (int n = 1; n <= CUSTOMERS; n++) {
      Instant created = Instant.parse("2026-11-16T00:00:00Z").plusSeconds(n);
      boolean inPeriod =
          (filter.from() == null || !created.isBefore(filter.from()))
              && (filter.to() == null || created.isBefore(filter.to()));
      boolean asFlagged = filter.blocked() == null || filter.blocked() == (n % 7 == 0);
      if (inPeriod && asFlagged && n % each == 0) {
        fitting.add("c-" + n);
      }
    }
    return fitting;
  }

  private static CustomerFilter filter(
      @Nullable Instant from,
      @Nullable Instant to,
      @Nullable String tag,
      @Nullable Boolean blocked) {
    return new CustomerFilter(from, to, tag, null, null, blocked, null);
  }
}
