package io.gatehouse.nemesis;

/**
 * Breaks something, keeps it broken for a while and mends it; returns when it is mended.
 *
 * @param kind for the log and the table
 */
record Fault(String kind, Strike strike) {

  @FunctionalInterface
  interface Strike {
    void at(Draw draw) throws Exception;
  }
}
