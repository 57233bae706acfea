package io.gatehouse.customers;

import java.util.Map;

/** Versions of locks that no database has given. */
public final class SomeVersions {

  private SomeVersions() {}

  /** 0 for customers who are not named. */
  public static LockVersions of(long settings, Map<String, Long> byCustomer) {
    var versions = new LockVersions();
    versions.put(CustomerLocks.SETTINGS, settings);
    byCustomer.forEach((id, version) -> versions.put(CustomerLocks.stripe(id), version));
    return versions;
  }
}
