package io.gatehouse.customers;

/**
 * The versions of the locks at one moment. Read under the locks: what was true of a customer when
 * its lock had the same version is true still, as far as commands decide it.
 */
public final class LockVersions {

  /** By their numbers, of which the settings' is the first. */
  private final long[] versions = new long[1 + CustomerLocks.STRIPES];

  LockVersions() {}

  /**
   * @param all in ascending order of their numbers
   * @throws IllegalStateException if one is missing: who is whose is not known then
   */
  void fill(Long[] all) {
    if (all.length != versions.length) {
      throw new IllegalStateException(
          "customer_stripe has %d rows, not %d".formatted(all.length, versions.length));
    }
    for (int i = 0; i < all.length; i++) {
      versions[i] = all[i];
    }
  }

  private long ofLock(int number) {
    return versions[number - CustomerLocks.SETTINGS];
  }

  public long ofSettings() {
    return ofLock(CustomerLocks.SETTINGS);
  }

  public long of(String customerId) {
    return ofLock(CustomerLocks.stripe(customerId));
  }
}
