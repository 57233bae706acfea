package io.gatehouse.chaos;

/**
 * A place, and who comes by there how often.
 *
 * @param consumer its name, as {@code inbound} or {@code delete-all}; {@link #START} at start
 * @param nth the first time is 1
 */
record FailPoint(Place place, String consumer, int nth) {

  static final String START = "main";

  static FailPoint of(Place place, String consumer) {
    return new FailPoint(place, consumer, 1);
  }

  /** How the names of its threads begin. */
  String thread() {
    return consumer.equals(START) ? START : consumer + "-";
  }

  @Override
  public String toString() {
    return place + " of " + consumer + (nth == 1 ? "" : " number " + nth);
  }
}
