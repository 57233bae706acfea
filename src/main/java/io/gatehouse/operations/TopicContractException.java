package io.gatehouse.operations;

/** The topics on the broker are not what the contract needs, so Gatehouse does not start. */
final class TopicContractException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String action;

  TopicContractException(String message, String action) {
    super(message);
    this.action = action;
  }

  String action() {
    return action;
  }
}
