package io.gatehouse.chaos;

import io.gatehouse.topics.Topic;
import java.util.List;
import java.util.stream.Stream;

/**
 * What is sent in a case: a dozen customers with messages, half of them blocked, then everything at
 * once. The numbers below are places in the list of customers.
 */
final class Scene {

  private static final int CUSTOMERS = 12;
  private static final int BLOCKED = 6;

  /** More than fits into one Kafka transaction, with {@link #LARGE_TEXT}. */
  private static final int LARGE_MESSAGES = 26;

  private static final String LARGE_TEXT = "\u8a9e".repeat(60_000);

  private final Stage stage;
  private final List<String> customers;
  private final boolean large;

  /**
   * A scene with new customers.
   *
   * @param large whether one ticket is so large that its unblock takes several Kafka transactions;
   *     then that is the only unblock
   */
  Scene(Stage stage, boolean large) {
    this.stage = stage;
    this.large = large;
    this.customers = Stream.generate(stage::customer).limit(CUSTOMERS).toList();
  }

  /** Tickets in ordinary queues and in the blocked one. */
  void prepare(ChaosWorker worker) {
    customers.forEach(customer -> stage.message(customer, "m-1"));
    blocked().forEach(customer -> stage.command(Topic.COMMANDS_BLOCK, customer, "block"));
    stage.awaitSettled(worker);
    blocked().forEach(customer -> stage.message(customer, "m-2"));
    for (int i = 0; large && i < LARGE_MESSAGES; i++) {
      stage.message(customers.getFirst(), "large-" + i, LARGE_TEXT);
    }
    stage.awaitSettled(worker);
  }

  /** Messages for all, good, bad and again; commands of each kind, good, bad and again. */
  void act() {
    messages("m-3");
    stage.message(customers.get(8), "m-1");
    stage.nonsense(Topic.MESSAGES_INBOUND, customers.get(7));
    messages("m-4");
    stage.command(Topic.COMMANDS_UNBLOCK, customers.get(0), "unblock");
    if (!large) {
      stage.command(Topic.COMMANDS_UNBLOCK, customers.get(1), "unblock");
      stage.command(Topic.COMMANDS_UNBLOCK, customers.get(1), "unblock");
    }
    stage.command(Topic.COMMANDS_BLOCK, customers.get(6), "block");
    stage.nonsense(Topic.COMMANDS_BLOCK, customers.get(6));
    stage.command(Topic.COMMANDS_BLOCK, customers.get(7), "block");
    stage.flush();
    stage.command(Topic.COMMANDS_BLOCK, customers.get(0), "block anew");
    stage.flush();
  }

  /** Tickets that have messages on their way. */
  void deleteAll() {
    deleteAll(customers.subList(2, 5));
  }

  /** Of one, which is all that is decided while the messages before it are held. */
  List<String> deleteAllOfOne() {
    return deleteAll(customers.subList(2, 3));
  }

  private List<String> deleteAll(List<String> some) {
    some.forEach(customer -> stage.command(Topic.COMMANDS_DELETE_ALL, customer, "delete"));
    stage.flush();
    return some;
  }

  /** The customer's life goes on. */
  void end() {
    messages("m-5");
    stage.flush();
  }

  private void messages(String id) {
    customers.forEach(customer -> stage.message(customer, id));
  }

  private List<String> blocked() {
    return customers.subList(0, BLOCKED);
  }
}
