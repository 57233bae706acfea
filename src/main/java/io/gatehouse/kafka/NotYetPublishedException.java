package io.gatehouse.kafka;

/**
 * What was decided earlier is not out yet and something has to come after it. It is tried again.
 */
public final class NotYetPublishedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public NotYetPublishedException(String message) {
    super(message);
  }
}
