package io.gatehouse.reading;

import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Customers: any filter, any order, a page at a time. What a page costs does not depend on how many
 * customers there are. If one of the sets that the filter names is small (those with the tag, the
 * blocked ones, those of the period, those with the name), or what several of them have in common,
 * it is looked through; if all are large, customers are walked through in the order of the list,
 * for so many steps, and a page that is not full by then says where to go on.
 */
@Component
public class CustomerList {

  private static final int SMALL = CustomerMatches.MOST;

  /** As many are compared with another set: only their numbers are read, from an index. */
  private static final int COMPARED = 30_000;

  private static final int STEPS = 2_000;
  private static final int COUNTED = 1_000;

  private static final String AT_MOST = " limit :most";
  private static final String SIZE = "select count(*) from (%s" + AT_MOST + ")";

  private static final String SUMMARIES =
      """
      select c.customer_id, c.nickname, c.real_name, c.created_at, a.last_at, c.blocked_at is not null as blocked,
             c.blacklisted_at is not null as blacklisted,
             array(select tag from customer_tag t where t.customer_no = c.customer_no order by tag) as tags
      from unnest(cast(:page as bigint[])) with ordinality as p(no, place)
      join customer c on c.customer_no = p.no join customer_activity a on a.customer_no = p.no
      order by p.place
      """;

  private final ReadOnly readOnly;
  private final JdbcClient jdbc;
  private final CustomerMatches matches;

  CustomerList(ReadOnly readOnly, JdbcClient jdbc, CustomerMatches matches) {
    this.readOnly = readOnly;
    this.jdbc = jdbc;
    this.matches = matches;
  }

  /** A customer's place in the list. */
  private record Place(long customerNo, int rank, String key) {}

  /**
   * Where the page is looked for.
   *
   * @param customers null: among all
   * @param named whether all of them have the name that is wanted
   */
  private record Chosen(@Nullable Collection<Long> customers, boolean complete, boolean named) {}

  private record Request(CustomerFilter filter, CustomerOrder order) {}

  /**
   * A page.
   *
   * @throws BadCursorException if the cursor is of another list
   */
  public CustomerPage page(
      CustomerFilter filter, CustomerOrder order, @Nullable String cursor, int limit) {
    var request = new Request(filter, order);
    Place after = Cursor.read(cursor, request, CustomerList::place);
    if (after != null) {
      checkKey(after, order);
    }
    return readOnly.read(() -> page(request, after, limit));
  }

  private CustomerPage page(Request request, @Nullable Place after, int limit) {
    CustomerFilter filter = request.filter;
    NameQuery name = matches.nameQuery(filter.name());
    var conditions = new CustomerConditions(filter, name);
    Chosen chosen = choose(request, conditions, name);
    Map<String, Object> parameters = new HashMap<>(conditions.parameters());
    parameters.put("limit", limit + 1);
    parameters.put("steps", STEPS);
    parameters.put("counted", COUNTED + 1);
    if (after != null) {
      parameters.put("afterRank", after.rank);
      parameters.put("afterKey", request.order.value(after.key));
      parameters.put("afterNo", after.customerNo);
    }
    var sql = new CustomerSql(request.order, conditions, name, filter.id() != null, after != null);
    Collection<Long> set = chosen.customers;
    List<Place> found;
    Place next = null;
    if (set != null) {
      parameters.put("chosen", set.toArray(Long[]::new));
      found = places(sql.pageOfSet(chosen.named), parameters);
    } else {
      found = places(sql.pageOfWalk(), parameters);
      if (found.size() <= limit) {
        next = places(sql.endOfWalk(), parameters).stream().findFirst().orElse(null);
      }
    }
    List<Place> shown = found.subList(0, Math.min(limit, found.size()));
    if (found.size() > limit) {
      next = shown.getLast();
    }
    Total total = null;
    if (after == null) {
      total =
          next == null
              ? new Total(shown.size(), !chosen.complete)
              : set == null
                  ? totalOfAll(sql, conditions, parameters)
                  : new Total(count(sql.countOfSet(chosen.named), parameters), !chosen.complete);
    }
    return new CustomerPage(
        summaries(shown),
        next == null ? null : Cursor.of(request, next.customerNo, next.rank, next.key),
        total,
        chosen.complete);
  }

  /** The smallest set that the filter names, if it is small. */
  private Chosen choose(Request request, CustomerConditions conditions, @Nullable NameQuery name) {
    CustomerMatches.Found found = null;
    String id = request.filter.id();
    if (id != null) {
      found = matches.byId(id);
    } else if (name != null) {
      found = matches.byName(name);
    }
    boolean named = name == null || id == null;
    if (found != null && found.complete()) {
      return new Chosen(found.customers(), true, named);
    }
    boolean withPeriod = request.order != CustomerOrder.CREATED || found != null;
    Collection<Long> smallest = null;
    for (String set : conditions.sets(withPeriod)) {
      List<Long> customers = customers(set, conditions);
      if (customers.size() <= SMALL && (smallest == null || customers.size() < smallest.size())) {
        smallest = customers;
      }
    }
    if (smallest == null && found != null) {
      return new Chosen(found.customers(), false, named);
    }
    if (smallest == null) {
      smallest = common(conditions);
    }
    return new Chosen(smallest, true, name == null);
  }

  /** Who is in all the sets that can be compared, if they are few. */
  private @Nullable Collection<Long> common(CustomerConditions conditions) {
    List<String> sets = conditions.sets(true);
    if (sets.size() < 2) {
      return null;
    }
    Map<String, Object> parameters = new HashMap<>(conditions.parameters());
    parameters.put("most", COMPARED + 1);
    List<String> comparable =
        sets.stream().filter(set -> count(SIZE.formatted(set), parameters) <= COMPARED).toList();
    if (comparable.size() < 2) {
      return null;
    }
    List<Long> customers = customers(String.join(" intersect ", comparable), conditions);
    return customers.size() <= SMALL ? customers : null;
  }

  /** At most one more than a small set has. */
  private List<Long> customers(String set, CustomerConditions conditions) {
    return jdbc.sql(set + AT_MOST)
        .params(conditions.parameters())
        .param("most", SMALL + 1)
        .query((row, n) -> row.getLong(1))
        .list();
  }

  private Total totalOfAll(
      CustomerSql sql, CustomerConditions conditions, Map<String, Object> parameters) {
    if (conditions.onlyPeriod()) {
      long counted = count(sql.countOfPeriod(), parameters);
      if (counted <= COUNTED) {
        return new Total(counted, false);
      }
    }
    String plan = jdbc.sql(sql.estimate()).params(parameters).query(String.class).single();
    return Estimate.of(plan, 0);
  }

  private long count(String sql, Map<String, Object> parameters) {
    return jdbc.sql(sql).params(parameters).query(Long.class).single();
  }

  private List<Place> places(String sql, Map<String, Object> parameters) {
    return jdbc.sql(sql)
        .params(parameters)
        .query(
            (row, n) -> {
              Object key = row.getObject("key");
              return new Place(
                  row.getLong("customer_no"),
                  row.getInt("rank"),
                  key instanceof String text ? text : Times.required(row, "key").toString());
            })
        .list();
  }

  private List<CustomerSummary> summaries(List<Place> places) {
    if (places.isEmpty()) {
      return List.of();
    }
    return jdbc.sql(SUMMARIES)
        .param("page", places.stream().map(Place::customerNo).toArray(Long[]::new))
        .query(
            (row, n) ->
                new CustomerSummary(
                    row.getString("customer_id"),
                    row.getString("nickname"),
                    row.getString("real_name"),
                    Arrays.asList((String[]) row.getArray("tags").getArray()),
                    row.getBoolean("blocked"),
                    row.getBoolean("blacklisted"),
                    Times.required(row, "created_at"),
                    Times.required(row, "last_at")))
        .list();
  }

  private static Place place(Cursor cursor) {
    return new Place(cursor.number(0), Math.toIntExact(cursor.number(1)), cursor.text(2));
  }

  private static void checkKey(Place place, CustomerOrder order) {
    try {
      order.value(place.key);
    } catch (java.time.DateTimeException e) {
      throw new BadCursorException();
    }
  }
}
