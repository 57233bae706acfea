package io.gatehouse.chaos;

/**
 * A method that runs otherwise than it was written.
 *
 * @param advice what is woven into it
 */
record Change(String owner, String method, Class<?> advice) {

  /** In a class of Gatehouse, given without {@code io.gatehouse.}. */
  static Change of(String owner, String method, Class<?> advice) {
    return new Change(owner.startsWith("org.") ? owner : "io.gatehouse." + owner, method, advice);
  }
}
