package io.gatehouse.customers;

import java.util.Map;

/**
 * The versions of the locks at one moment. Read under the locks: what was true of a customer when
 * its lock had the same version is true still, as far as commands decide it.
 */
public final class LockVersions {

  private long settings;
  private final long[] stripes = new long[CustomerLocks.STRIPES];

  LockVersions() {}

  /** As if they had been read: 0 for customers who are not named. */
  public static LockVersions of(long settings, Map<String, Long> byCustomer) {
    var versions = new LockVersions();
    versions.put(CustomerLocks.SETTINGS, settings);
    byCustomer.forEach((id, version) -> versions.put(CustomerLocks.stripe(id), version));
    return versions;
  }

  void put(int stripe, long version) {
    if (stripe == CustomerLocks.SETTINGS) {
      settings = version;
    } else {
      stripes[stripe] = version;
    }
  }

  public long ofSettings() {
    return settings;
  }

  public long of(String customerId) {
    return stripes[CustomerLocks.stripe(customerId)];
  }
}
