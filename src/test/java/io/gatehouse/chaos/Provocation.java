package io.gatehouse.chaos;

import io.gatehouse.proof.Property;
import io.gatehouse.topics.Topic;

/**
 * For each plant the moment that shows it, brought about with fail points. Without the plant the
 * same moment does no harm.
 */
final class Provocation {

  private final Stage stage;
  private final ChaosWorker worker;
  private final String customer;
  private final boolean planted;

  Provocation(Stage stage, ChaosWorker worker, boolean planted) {
    this.stage = stage;
    this.worker = worker;
    this.customer = stage.customer();
    this.planted = planted;
  }

  /** Plays it to its end and returns what the plant breaks. */
  Property provoke(Plant plant) {
    Property broken =
        switch (plant) {
          case OFFSET_COMMITTED_EARLY -> deathAt(Place.MESSAGES_PARSED, Property.CONSERVATION);
          case REPLAY_DECIDES_ANEW -> deathAt(Place.AFTER_DATABASE_COMMIT, Property.AGREEMENT);
          case BLOCK_WITHOUT_LOCK -> blockWhileDeciding();
          case BLOCK_WITHOUT_A_WORD -> messageAfterBlock();
          case UNBLOCK_ANNOUNCED_AFTER_NEW_BLOCK -> blockWhileUnblockIsOnItsWay();
          case TOMBSTONE_BEFORE_LATE_RECORD -> deleteAllWhileMessageIsOnItsWay();
          case DEAD_LETTER_OUTSIDE_TRANSACTION -> deathBeforeDeadLetterIsCommitted();
          case ORDER_LOST_ON_RETRY -> firstOfThreeNotSent();
          case PARTITIONS_IN_OPPOSITE_ORDER -> throw new IllegalArgumentException("no bug");
        };
    stage.awaitSettled(worker);
    return broken;
  }

  private Property deathAt(Place place, Property breaks) {
    Armed death = worker.arm(place, "inbound");
    stage.message(customer, "m-1");
    stage.flush();
    death.awaitReached();
    death.halt();
    worker.startAgain();
    return breaks;
  }

  /** The flags are read, the message is on its way to the agents, and the block comes. */
  private Property blockWhileDeciding() {
    knownCustomer();
    Armed decided = worker.arm(Place.MESSAGES_DECIDED, "inbound");
    stage.message(customer, "m-2");
    stage.flush();
    decided.awaitReached();
    send(Topic.COMMANDS_BLOCK, "block", planted);
    decided.goOn();
    return Property.BLOCK;
  }

  /** The worker remembers the customer from the message before the block. */
  private Property messageAfterBlock() {
    blockedCustomer();
    stage.message(customer, "m-2");
    stage.flush();
    return Property.BLOCK;
  }

  private Property blockWhileUnblockIsOnItsWay() {
    blockedCustomer();
    Armed decided = worker.arm(Place.AFTER_DATABASE_COMMIT, "unblock");
    send(Topic.COMMANDS_UNBLOCK, "unblock", false);
    decided.awaitReached();
    send(Topic.COMMANDS_BLOCK, "block anew", planted);
    decided.goOn();
    return Property.AGREEMENT;
  }

  private Property deleteAllWhileMessageIsOnItsWay() {
    blockedCustomer();
    Armed decided = worker.arm(Place.AFTER_DATABASE_COMMIT, "inbound");
    stage.message(customer, "m-2");
    stage.flush();
    decided.awaitReached();
    send(Topic.COMMANDS_DELETE_ALL, "delete", planted);
    decided.goOn();
    return Property.ERASURE;
  }

  private Property deathBeforeDeadLetterIsCommitted() {
    Armed death = worker.arm(Place.BEFORE_KAFKA_COMMIT, "inbound");
    stage.nonsense(Topic.MESSAGES_INBOUND, customer);
    stage.flush();
    death.awaitReached();
    death.halt();
    worker.startAgain();
    return Property.EXACTLY_ONCE;
  }

  private Property firstOfThreeNotSent() {
    // Held at another's message, so that the three come in one poll.
    Armed polled = worker.arm(Place.MESSAGES_POLLED, "inbound");
    stage.message(stage.customer(), "m-0");
    stage.flush();
    polled.awaitReached();
    stage.message(customer, "m-1");
    stage.message(customer, "m-2");
    stage.message(customer, "m-3");
    stage.flush();
    Armed first = worker.arm(new FailPoint(Place.BEFORE_SEND, "inbound", 2));
    polled.goOn();
    first.awaitReached();
    first.fail();
    return Property.ORDER;
  }

  private void knownCustomer() {
    stage.message(customer, "m-1");
    stage.awaitSettled(worker);
  }

  private void blockedCustomer() {
    knownCustomer();
    send(Topic.COMMANDS_BLOCK, "block", true);
  }

  /** Without the plant, what waits for the held consumer has no outcome yet. */
  private void send(Topic topic, String id, boolean answeredAtOnce) {
    stage.command(topic, customer, id);
    stage.flush();
    if (answeredAtOnce) {
      stage.awaitOutcome(customer, id);
    }
  }
}
