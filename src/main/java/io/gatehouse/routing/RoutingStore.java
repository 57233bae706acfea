package io.gatehouse.routing;

import io.gatehouse.message.Profile;
import io.gatehouse.message.Web;
import io.gatehouse.sql.RoundTrip;
import io.gatehouse.tickets.Queue;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * The statements of a batch, each over all of it. Customers and tickets may be made by another
 * batch at the same time, if a connector puts one customer on two partitions: then this batch
 * starts over.
 */
@Component
class RoutingStore {

  /** One row, found by one index, for each customer. */
  private static final String STATE =
      """
      select customer_id, customer_no, blocked_at is not null, blacklisted_at is not null, created_at < ?, erased,
             open_tickets
      from customer where customer_id = any (?)
      """;

  // Numbered by the partition that they write to: a batch has records of few partitions, so what it
  // writes about its customers is together in every index, and nobody else writes there meanwhile.
  private static final String CREATE_CUSTOMERS =
      """
      insert into customer (customer_no, customer_id, created_at) overriding system value
      select (partition_no::bigint << 40) + nextval('customer_customer_no_seq'), id, ?
      from unnest(?::text[], ?::int[]) as n(id, partition_no)
      order by id on conflict do nothing returning customer_id, customer_no
      """;

  private static final String FILL_PROFILES =
      """
      update customer c set
        nickname = coalesce(c.nickname, n.nickname), real_name = coalesce(c.real_name, n.real_name),
        phone = coalesce(c.phone, n.phone), qq = coalesce(c.qq, n.qq),
        email = coalesce(c.email, n.email), company = coalesce(c.company, n.company)
      from unnest(?::bigint[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[])
        as n(no, nickname, real_name, phone, qq, email, company)
      where c.customer_no = n.no
        and (c.nickname is null and n.nickname is not null or c.real_name is null and n.real_name is not null
          or c.phone is null and n.phone is not null or c.qq is null and n.qq is not null
          or c.email is null and n.email is not null or c.company is null and n.company is not null)
      """;

  private static final String KEEP_WEB =
      """
      insert into ticket_web (ticket_no, ip, region, user_agent, source)
      select * from unnest(?::bigint[], ?::text[], ?::text[], ?::text[], ?::text[]) as n(no, ip, region, user_agent, source)
      order by no on conflict do nothing
      """;

  private static final String OPEN_TICKETS =
      """
      insert into ticket (customer_no, channel, queue, opened_at)
      select no, channel, queue::queue, ? from unnest(?::bigint[], ?::text[], ?::text[]) as n(no, channel, queue)
      order by no, channel on conflict do nothing returning ticket_no, customer_no, channel, queue::text
      """;

  private static final String MOVE_TO_UNASSIGNED =
      """
      update ticket set queue = 'unassigned' where ticket_no = any (?) and queue = 'bot' and closed_at is null
      returning ticket_no, opened_at
      """;

  private final JdbcTemplate jdbc;

  RoutingStore(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /** Adds the customers that exist to the state, when the round trip is run. */
  void read(Collection<String> customerIds, Instant period, BatchState state, RoundTrip with) {
    if (customerIds.isEmpty()) {
      return;
    }
    with.query(
        STATE,
        row -> {
          var customer =
              new BatchState.Customer(
                  row.getLong(2),
                  row.getBoolean(3),
                  row.getBoolean(4),
                  row.getBoolean(5),
                  row.getBoolean(6));
          addOpenTickets(customer, row.getString(7));
          state.customers.put(row.getString(1), customer);
        },
        Timestamp.from(period),
        customerIds.toArray(String[]::new));
  }

  private static void addOpenTickets(BatchState.Customer customer, @Nullable String openTickets) {
    if (openTickets == null) {
      return;
    }
    for (String line : openTickets.split("\n", -1)) {
      String[] ticket = line.split("\t", -1);
      customer.tickets.add(
          new BatchState.Ticket(
              customer.number,
              ticket[1],
              Queue.of(ticket[2]),
              ticket.length > 3 ? ticket[3] : null,
              Long.parseLong(ticket[0])));
    }
  }

  /**
   * Stores new customers.
   *
   * @param partitions that they write to, by their ids
   */
  void createCustomers(Map<String, Integer> partitions, Instant now, BatchState state) {
    if (partitions.isEmpty()) {
      return;
    }
    jdbc.query(
        CREATE_CUSTOMERS,
        row -> {
          state.customers.put(
              row.getString(1),
              new BatchState.Customer(row.getLong(2), false, false, false, false));
        },
        Timestamp.from(now),
        partitions.keySet().toArray(String[]::new),
        partitions.values().toArray(Integer[]::new));
    if (!state.customers.keySet().containsAll(partitions.keySet())) {
      throw new OvertakenException("a customer of this batch was created by another one");
    }
  }

  void fillProfiles(Map<Long, Profile> profiles) {
    if (profiles.isEmpty()) {
      return;
    }
    List<Map.Entry<Long, Profile>> sorted =
        profiles.entrySet().stream().sorted(Map.Entry.comparingByKey()).toList();
    jdbc.update(
        FILL_PROFILES,
        numbers(sorted),
        column(sorted, Profile::nickname),
        column(sorted, Profile::realName),
        column(sorted, Profile::phone),
        column(sorted, Profile::qq),
        column(sorted, Profile::email),
        column(sorted, Profile::company));
  }

  /** By ticket; what is known of a ticket already stays. */
  void keepWeb(Map<Long, Web> web) {
    if (web.isEmpty()) {
      return;
    }
    List<Map.Entry<Long, Web>> entries = List.copyOf(web.entrySet());
    jdbc.update(
        KEEP_WEB,
        numbers(entries),
        column(entries, Web::ip),
        column(entries, Web::region),
        column(entries, Web::userAgent),
        column(entries, Web::source));
  }

  private static <V> Long[] numbers(List<Map.Entry<Long, V>> entries) {
    return entries.stream().map(Map.Entry::getKey).toArray(Long[]::new);
  }

  private static <V> @Nullable String[] column(
      List<Map.Entry<Long, V>> entries, Function<V, @Nullable String> field) {
    return entries.stream().map(entry -> field.apply(entry.getValue())).toArray(String[]::new);
  }

  /** Stores the tickets that the batch opens and gives them their numbers. */
  void openTickets(List<BatchState.Ticket> tickets, Instant now) {
    if (tickets.isEmpty()) {
      return;
    }
    record Key(long customerNo, String channel, boolean blocked) {}
    Map<Key, Long> numbers = new HashMap<>();
    jdbc.query(
        OPEN_TICKETS,
        row -> {
          numbers.put(
              new Key(
                  row.getLong(2), row.getString(3), Queue.of(row.getString(4)) == Queue.BLOCKED),
              row.getLong(1));
        },
        Timestamp.from(now),
        tickets.stream().map(ticket -> ticket.customerNo).toArray(Long[]::new),
        tickets.stream().map(ticket -> ticket.channel).toArray(String[]::new),
        tickets.stream().map(ticket -> ticket.queue.label()).toArray(String[]::new));
    for (BatchState.Ticket ticket : tickets) {
      ticket.number =
          numbers.remove(new Key(ticket.customerNo, ticket.channel, ticket.queue == Queue.BLOCKED));
      if (ticket.number == null) {
        throw new OvertakenException("a ticket of this batch was opened by another one");
      }
    }
  }

  /** Returns when they were opened, by their numbers. */
  Map<Long, Instant> moveToUnassigned(Collection<Long> ticketNos) {
    Map<Long, Instant> openedAt = new HashMap<>();
    if (!ticketNos.isEmpty()) {
      jdbc.query(
          MOVE_TO_UNASSIGNED,
          row -> {
            openedAt.put(row.getLong(1), row.getTimestamp(2).toInstant());
          },
          (Object) ticketNos.toArray(Long[]::new));
    }
    if (openedAt.size() != ticketNos.size()) {
      throw new OvertakenException("a ticket of this batch was moved by another one");
    }
    return openedAt;
  }
}
