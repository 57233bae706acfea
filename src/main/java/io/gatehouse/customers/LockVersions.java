package io.gatehouse.customers;

/**
 * The versions of the locks at one moment. Read under the locks: what was true of a customer when
 * its lock had the same version is true still, as far as commands decide it.
 */
public final class LockVersions {

  private long settings;
  private final long[] stripes = new long[CustomerLocks.STRIPES];

  LockVersions() {}

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
