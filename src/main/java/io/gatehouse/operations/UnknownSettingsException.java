package io.gatehouse.operations;

/** Somebody set something that does not exist, and believes that it works. */
final class UnknownSettingsException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  UnknownSettingsException(String message) {
    super(message);
  }
}
