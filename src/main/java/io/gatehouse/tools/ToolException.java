package io.gatehouse.tools;

/** Ends a tool with one line that says why. */
final class ToolException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final Exit exit;

  ToolException(Exit exit, String message) {
    super(message);
    this.exit = exit;
  }

  Exit exit() {
    return exit;
  }

  /** Its message, which every other exception may lack. */
  String reason() {
    return String.valueOf(getMessage());
  }
}
