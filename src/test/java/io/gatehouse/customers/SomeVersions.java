package io.gatehouse.customers;

import java.util.Arrays;
import java.util.Map;

/** Versions of locks that no database has given. */
public final class SomeVersions {

  private SomeVersions() {}

  /** 0 for customers who are not named. */
  public static LockVersions of(long settings, Map<String, Long> byCustomer) {
    var all = new Long[1 + CustomerLocks.STRIPES];
    Arrays.fill(all, 0L);
    all[0] = settings;
    byCustomer.forEach((id, version) -> all[1 + CustomerLocks.stripe(id)] = version);
    var versions = new LockVersions();
    versions.fill(all);
    return versions;
  }
}
