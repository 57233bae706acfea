package io.gatehouse.reading;

import java.sql.Timestamp;
import java.time.Instant;

/** How a list of customers is sorted: the newest first, or by name from A. */
public enum CustomerOrder {
  CREATED("c.created_at", "desc", "customer c"),
  LAST_ACTIVITY(
      "a.last_at", "desc", "customer_activity a join customer c on c.customer_no = a.customer_no"),
  NAME("c.sort_name", "asc", "customer c");

  private final String key;
  private final String direction;
  private final String walked;

  CustomerOrder(String key, String direction, String walked) {
    this.key = key;
    this.direction = direction;
    this.walked = walked;
  }

  /** What customers are sorted by. */
  String key() {
    return key;
  }

  /** Equal keys by number, so that there is one order. */
  String orderBy() {
    return "%1$s %2$s, %3$s %2$s".formatted(key, direction, number());
  }

  /** What comes after a place of this order. */
  String after() {
    return "(%s, %s) %s (:afterKey, :afterNo)".formatted(key, number(), comparison());
  }

  /** The same in a set, where the better hits come first. */
  String afterRanked() {
    return "(rank > :afterRank or rank = :afterRank and (key, customer_no) %s (:afterKey, :afterNo))"
        .formatted(comparison());
  }

  String direction() {
    return direction;
  }

  private String comparison() {
    return direction.equals("asc") ? ">" : "<";
  }

  /** The tables, so that they can be read in this order. */
  String walked() {
    return walked;
  }

  private String number() {
    return this == LAST_ACTIVITY ? "a.customer_no" : "c.customer_no";
  }

  /** A key as it is compared. */
  Object value(String key) {
    return this == NAME ? key : Timestamp.from(Times.checked(Instant.parse(key)));
  }
}
