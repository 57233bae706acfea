package io.gatehouse.chaos;

/** When a fail point is reached. */
enum Run {
  FIRST,
  /** The worker died between deciding and publishing, and comes by again. */
  REPLAY,
  /** In between, what the messages belong to was deleted. */
  REPLAY_AFTER_DELETE_ALL
}
