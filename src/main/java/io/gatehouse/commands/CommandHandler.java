package io.gatehouse.commands;

import io.gatehouse.customers.CustomerLocks;
import io.gatehouse.deadletters.Defect;
import io.gatehouse.sql.RoundTrip;
import io.gatehouse.topics.Topic;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Does one kind of command. Each has a topic and a consumer of its own. */
public interface CommandHandler {

  /**
   * The command's name in outcomes and metrics; its consumer group is {@code gatehouse.} and this.
   */
  String kind();

  Topic topic();

  /**
   * What the topic's schema cannot say about a value: why it is not acceptable, or null. Called
   * outside of any transaction.
   */
  default @Nullable Defect check(JsonNode body) {
    return null;
  }

  /** The field that equals the record key. */
  default String keyField() {
    return "customerId";
  }

  /**
   * Takes what {@link #handle} needs for itself, for commands with these keys, until the
   * transaction ends.
   */
  default void lock(CustomerLocks locks, List<String> keys) {
    locks.exclusive(keys);
  }

  /**
   * Does it, in a database transaction and under the lock. Sees each command once.
   *
   * @param writes for what it changes: goes to the database in one round trip when it has returned,
   *     so nothing that it reads itself may depend on that
   */
  Verdict handle(Command command, Instant now, RoundTrip writes);
}
