package io.gatehouse.chaos;

import java.util.Set;

/** Every step that matters: where in the program a fail point can be. */
enum Place {
  // a batch of messages
  MESSAGES_POLLED(Way.MESSAGES, "routing.InboundListener", "onBatch", Moment.BEFORE),
  MESSAGES_PARSED(Way.MESSAGES, "routing.InboundListener", "decode", Moment.AFTER),
  MESSAGES_TRANSACTION_BEGUN(Way.MESSAGES, "routing.Router", "decide", Moment.BEFORE),
  LOCKED_AND_READ(Way.MESSAGES, "sql.RoundTrip", "run", Moment.AFTER),
  REPLAYED_FOUND(Way.MESSAGES, "routing.StoredDecisions", "fill", Moment.AFTER),
  MESSAGES_DECIDED(
      Way.MESSAGES, "routing.FreshDecisions", "decide", Moment.AFTER, Trait.FIRST_TIME_ONLY),
  HISTORY_WRITTEN(
      Way.MESSAGES, "history.MessageHistory", "append", Moment.AFTER, Trait.FIRST_TIME_ONLY),

  // a batch of replies: only where a test asks for it, the rest is as with messages
  REPLIES_POLLED(Way.REPLIES, "outbound.OutboundListener", "onBatch", Moment.BEFORE),

  // a batch of commands
  COMMANDS_POLLED(
      Way.COMMANDS, "commands.CommandListener", "onBatch", Moment.BEFORE, Trait.ANY_COMMAND),
  COMMANDS_PROGRESS_NOTED(
      Way.COMMANDS, "commands.CommandListener", "noteProgress", Moment.AFTER, Trait.ANY_COMMAND),
  COMMAND_PARSED(Way.COMMANDS, "commands.CommandParser", "read", Moment.AFTER, Trait.ANY_COMMAND),
  COMMANDS_TRANSACTION_BEGUN(
      Way.COMMANDS, "commands.CommandDesk", "decideAll", Moment.BEFORE, Trait.ANY_COMMAND),
  CUSTOMERS_LOCKED_ALONE(
      Way.COMMANDS, "customers.CustomerLocks", "exclusive", Moment.AFTER, Trait.ANY_COMMAND),
  COMMAND_DECIDED(
      Way.COMMANDS, "commands.CommandDesk", "command", Moment.AFTER, Trait.FIRST_TIME_ONLY),
  COMMAND_STORED(
      Way.COMMANDS, "commands.CommandDesk", "decideNow", Moment.AFTER, Trait.FIRST_TIME_ONLY),
  ANNOUNCEMENT_WAITS(Way.COMMANDS, "progress.Publications", "awaitDecidedMessages", Moment.BEFORE),
  ANNOUNCEMENT_HAS_WAITED(
      Way.COMMANDS, "progress.Publications", "awaitDecidedMessages", Moment.AFTER),
  BEFORE_OUTCOME(Way.COMMANDS, "commands.CommandRecords", "outcome", Moment.BEFORE),
  BETWEEN_TRANSACTIONS(
      Way.COMMANDS,
      Names.PRODUCER,
      "commitTransaction",
      Moment.AFTER,
      Trait.LARGE_MOVE,
      Trait.ENDS_TRANSACTION),

  // both
  BEFORE_DATABASE_COMMIT(Way.BOTH, Names.CONNECTION, "commit", Moment.BEFORE),
  AFTER_DATABASE_COMMIT(Way.BOTH, Names.CONNECTION, "commit", Moment.AFTER, Trait.ENDS_TRANSACTION),
  KAFKA_TRANSACTION_BEGUN(Way.BOTH, Names.PRODUCER, "beginTransaction", Moment.AFTER),
  BEFORE_SEND(Way.BOTH, Names.PRODUCER, Names.SEND, Moment.BEFORE, Trait.SECOND_TIME),
  AFTER_SEND(Way.BOTH, Names.PRODUCER, Names.SEND, Moment.AFTER, Trait.SECOND_TIME),
  OFFSETS_SENT(Way.BOTH, Names.PRODUCER, "sendOffsetsToTransaction", Moment.AFTER),
  BEFORE_KAFKA_COMMIT(Way.BOTH, Names.PRODUCER, "commitTransaction", Moment.BEFORE),
  AFTER_KAFKA_COMMIT(
      Way.BOTH, Names.PRODUCER, "commitTransaction", Moment.AFTER, Trait.ENDS_TRANSACTION),
  BATCH_ENDED(Way.BOTH, "kafka.WorkingConsumer", "onMessage", Moment.AFTER),

  // start
  HISTORY_MADE(Way.START, "history.HistoryPeriods", "maintain", Moment.AFTER),
  TOPICS_MADE(Way.START, "operations.TopicProvisioner", "provision", Moment.AFTER),
  PRODUCER_INITIALISED(Way.START, Names.PRODUCER, "initTransactions", Moment.AFTER),
  CONSUMERS_STARTED(Way.START, "kafka.Consumers", "start", Moment.AFTER),
  BEFORE_FIRST_POLL(Way.START, Names.CONSUMER, "poll", Moment.BEFORE, Trait.ON_CONSUMER),
  PARTITIONS_ASSIGNED(
      Way.START,
      "kafka.WorkingConsumer",
      "onPartitionsAssigned",
      Moment.BEFORE,
      Trait.ON_CONSUMER,
      Trait.HAS_JOINED);

  /** Which thread comes by. */
  enum Way {
    MESSAGES,
    REPLIES,
    COMMANDS,
    BOTH,
    START
  }

  enum Moment {
    BEFORE,
    AFTER
  }

  /** What decides about the cases that make sense here. */
  enum Trait {
    /** A replay does not come by. */
    FIRST_TIME_ONLY,
    /** The steps before a command is looked at are the same for all commands. */
    ANY_COMMAND,
    /** In the middle of what is sent: the second time. */
    SECOND_TIME,
    /** Only a move of very much comes by before its outcome. */
    LARGE_MOVE,
    /** A transaction has just ended, so the word that it did can be lost. */
    ENDS_TRANSACTION,
    /** At start, but on the consumer's own thread. */
    ON_CONSUMER,
    /** At start, and a member of its group. */
    HAS_JOINED
  }

  private static final class Names {
    static final String PRODUCER = "org.apache.kafka.clients.producer.KafkaProducer";
    static final String CONSUMER = "org.apache.kafka.clients.consumer.KafkaConsumer";
    static final String CONNECTION = "org.postgresql.jdbc.PgConnection";

    /** The one with a callback: the other one calls it. */
    static final String SEND = "send/2";
  }

  private final Way way;
  private final String owner;
  private final String method;
  private final Moment moment;

  @SuppressWarnings("ImmutableEnumChecker") // Set.of is
  private final Set<Trait> traits;

  Place(Way way, String owner, String method, Moment moment, Trait... traits) {
    this.way = way;
    this.owner = owner.startsWith("org.") ? owner : "io.gatehouse." + owner;
    this.method = method;
    this.moment = moment;
    this.traits = Set.of(traits);
  }

  String owner() {
    return owner;
  }

  String method() {
    int slash = method.indexOf('/');
    return slash < 0 ? method : method.substring(0, slash);
  }

  /** How many arguments the method has, -1 if there is only one method of that name. */
  int arguments() {
    int slash = method.indexOf('/');
    return slash < 0 ? -1 : Integer.parseInt(method.substring(slash + 1));
  }

  Moment moment() {
    return moment;
  }

  boolean is(Way wanted) {
    return way == wanted || (way == Way.BOTH && (wanted == Way.MESSAGES || wanted == Way.COMMANDS));
  }

  boolean has(Trait trait) {
    return traits.contains(trait);
  }
}
