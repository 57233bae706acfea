package io.gatehouse.chaos;

/** What happens at a fail point. */
enum Fault {
  /** The worker ends there, and is started again. */
  HALT,
  /** The worker stands still until its partitions are another worker's, and then goes on. */
  ZOMBIE,
  /** The database is killed, and comes back. */
  DATABASE_KILLED,
  /** The broker is killed, and comes back. */
  BROKER_KILLED,
  /** A transaction was committed, and the worker is not told. */
  REPLY_LOST
}
