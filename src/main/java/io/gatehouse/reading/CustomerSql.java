package io.gatehouse.reading;

import org.jspecify.annotations.Nullable;

/**
 * The statements of one request for a list of customers: either in a set of customers that was
 * found before, or on a walk through all.
 */
final class CustomerSql {

  private static final String IN_SET =
      """
      select c.customer_no, {rank} as rank, {key} as key
      from unnest(cast(:chosen as bigint[])) as s(no) join customer c on c.customer_no = s.no {activity}
      where {period} and {others} and {searched}
      """;
  private static final String ACTIVITY = "join customer_activity a on a.customer_no = s.no";
  private static final String PAGE_OF_SET =
      """
      select customer_no, rank, key from ({set}) as fitting
      where {place} order by rank, key {direction}, customer_no {direction} limit :limit
      """;
  private static final String COUNT_OF_SET = "select count(*) from ({set}) as fitting";

  private static final String WALK =
      """
      select c.customer_no, 0 as rank, {key} as key, ({fits}) as fits from {walked}
      where {range} and {place} order by {order} limit :steps
      """;
  private static final String PAGE_OF_WALK =
      "select customer_no, rank, key from ({walk}) as walked where fits limit :limit";
  private static final String END_OF_WALK =
      "select customer_no, rank, key from ({walk}) as walked offset :steps - 1 limit 1";
  private static final String COUNT =
      "select count(*) from (select from customer c where {period} limit :counted)";
  private static final String ESTIMATE =
      "explain (format json) select from customer c where {period} and {others}";

  /** A hit that is exact, that begins so, that has it, that is nearly so. */
  private static final String RANK_OF_NAME =
      """
      case when c.names like :asWhole then 0 when c.names like :asBeginning then 1
           when c.names like all (cast(:words as text[])) then 2 else 3 end
      """;

  private static final String RANK_OF_ID =
      """
      case when c.customer_id = :id then 0 when lower(c.customer_id) like :idPart || '%' then 1 else 2 end
      """;
  private static final String HAS_NAME = "c.names like all (cast(:words as text[]))";
  private static final String HAS_ID = "lower(c.customer_id) like '%' || :idPart || '%'";

  private final CustomerOrder order;
  private final CustomerConditions conditions;
  private final boolean byName;
  private final boolean byId;
  private final boolean onward;

  /**
   * For a request.
   *
   * @param onward whether it begins after a place, and not with the first customer
   */
  CustomerSql(
      CustomerOrder order,
      CustomerConditions conditions,
      @Nullable NameQuery name,
      boolean byId,
      boolean onward) {
    this.order = order;
    this.conditions = conditions;
    this.byName = name != null && !name.isEmpty();
    this.byId = byId;
    this.onward = onward;
  }

  /**
   * A page of a set.
   *
   * @param named whether all in it are known to have the name
   */
  String pageOfSet(boolean named) {
    return PAGE_OF_SET
        .replace("{set}", set(named))
        .replace("{place}", onward ? order.afterRanked() : "true")
        .replace("{direction}", order.direction());
  }

  String countOfSet(boolean named) {
    return COUNT_OF_SET.replace("{set}", set(named));
  }

  private String set(boolean named) {
    String searched = named || !byName ? "true" : HAS_NAME;
    return IN_SET
        .replace("{rank}", rank())
        .replace("{key}", order.key())
        .replace("{activity}", order == CustomerOrder.LAST_ACTIVITY ? ACTIVITY : "")
        .replace("{period}", conditions.period())
        .replace("{others}", conditions.others())
        .replace("{searched}", byId ? searched + " and " + HAS_ID : searched);
  }

  private String rank() {
    if (byName && byId) {
      return "least(" + RANK_OF_NAME + ", " + RANK_OF_ID + ")";
    }
    return byName ? RANK_OF_NAME : byId ? RANK_OF_ID : "0";
  }

  String pageOfWalk() {
    return PAGE_OF_WALK.replace("{walk}", walk());
  }

  /** The last customer that was looked at, if there may be more. */
  String endOfWalk() {
    return END_OF_WALK.replace("{walk}", walk());
  }

  /** The period is where a walk by creation goes; on the others it is a condition. */
  private String walk() {
    boolean byCreation = order == CustomerOrder.CREATED;
    return WALK.replace("{key}", order.key())
        .replace(
            "{fits}",
            byCreation ? conditions.others() : conditions.period() + " and " + conditions.others())
        .replace("{walked}", order.walked())
        .replace("{range}", byCreation ? conditions.period() : "true")
        .replace("{place}", onward ? order.after() : "true")
        .replace("{order}", order.orderBy());
  }

  String countOfPeriod() {
    return COUNT.replace("{period}", conditions.period());
  }

  String estimate() {
    return ESTIMATE
        .replace("{period}", conditions.period())
        .replace("{others}", conditions.others());
  }
}
