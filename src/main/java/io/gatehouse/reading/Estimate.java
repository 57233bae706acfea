package io.gatehouse.reading;

import tools.jackson.databind.json.JsonMapper;

/** How many rows the database expects a query to give. */
final class Estimate {

  private Estimate() {}

  /**
   * Reads {@code explain (format json)}.
   *
   * @param atLeast so many were counted
   */
  static Total of(String plan, long atLeast) {
    long rows =
        JsonMapper.shared()
            .readTree(plan)
            .required(0)
            .required("Plan")
            .required("Plan Rows")
            .longValue();
    return new Total(Math.max(rows, atLeast), true);
  }
}
