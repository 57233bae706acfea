package io.gatehouse.reading;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A filter as conditions on {@code customer c}, and the sets of customers that it is made of. */
final class CustomerConditions {

  /** Not {@code exists}, for which all who have the tag might be read before the first is shown. */
  private static final String TAGGED =
      "(select t.tag from customer_tag t where t.customer_no = c.customer_no and t.tag = :tag) is not null";

  private static final String WITH_TAG = "select customer_no from customer_tag where tag = :tag";
  private static final String BLOCKED =
      "select customer_no from customer where blocked_at is not null";
  private static final String BLACKLISTED =
      "select customer_no from customer where blacklisted_at is not null";
  private static final String CREATED = "select customer_no from customer c where ";

  private final List<String> period = new ArrayList<>();
  private final List<String> others = new ArrayList<>();
  private final List<String> sets = new ArrayList<>();
  private final Map<String, Object> parameters = new HashMap<>();

  CustomerConditions(CustomerFilter filter, @Nullable NameQuery name) {
    created("c.created_at >= :from", "from", filter.from());
    created("c.created_at < :to", "to", filter.to());
    String tag = filter.tag();
    if (tag != null) {
      parameters.put("tag", tag);
      others.add(TAGGED);
      sets.add(WITH_TAG);
    }
    flag("c.blocked_at", BLOCKED, filter.blocked());
    flag("c.blacklisted_at", BLACKLISTED, filter.blacklisted());
    if (name != null) {
      parameters.put("words", name.parts());
      parameters.put("asWhole", name.asWhole());
      parameters.put("asBeginning", name.asBeginning());
    }
    String id = filter.id();
    if (id != null) {
      parameters.put("id", id);
      parameters.put("idPart", CustomerMatches.idForm(id));
    }
  }

  private void created(String condition, String parameter, @Nullable Instant at) {
    if (at != null) {
      period.add(condition);
      parameters.put(parameter, Timestamp.from(at));
    }
  }

  private void flag(String column, String set, @Nullable Boolean wanted) {
    if (wanted != null) {
      others.add(column + (wanted ? " is not null" : " is null"));
      if (wanted) {
        sets.add(set);
      }
    }
  }

  Map<String, Object> parameters() {
    return parameters;
  }

  /** Whether the period is all there is. */
  boolean onlyPeriod() {
    return others.isEmpty();
  }

  String period() {
    return all(period);
  }

  String others() {
    return all(others);
  }

  /** Queries, each for one of the sets whose intersection is wanted. */
  List<String> sets(boolean withPeriod) {
    List<String> all = new ArrayList<>(sets);
    if (withPeriod && !period.isEmpty()) {
      all.add(CREATED + period());
    }
    return all;
  }

  private static String all(List<String> conditions) {
    return conditions.isEmpty() ? "true" : String.join(" and ", conditions);
  }
}
