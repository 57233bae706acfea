package io.gatehouse.history;

/**
 * What a message is known by: whose it is, and its {@link Fingerprints fingerprint}. In the order
 * of the history's index.
 */
public record MessageKey(long customerNo, long fingerprint) implements Comparable<MessageKey> {

  @Override
  public int compareTo(MessageKey other) {
    return customerNo == other.customerNo
        ? Long.compare(fingerprint, other.fingerprint)
        : Long.compare(customerNo, other.customerNo);
  }
}
