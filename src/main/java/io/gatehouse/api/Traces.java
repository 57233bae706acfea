package io.gatehouse.api;

import java.util.Arrays;
import java.util.stream.Collectors;

/** Where something failed, for the log. */
final class Traces {

  private static final int FRAMES = 12;

  private Traces() {}

  /** The messages may quote what a customer wrote. */
  static String withoutMessages(Throwable failure) {
    var text = new StringBuilder();
    for (Throwable t = failure; t != null; t = t.getCause()) {
      text.append(t.getClass().getName())
          .append(
              Arrays.stream(t.getStackTrace())
                  .limit(FRAMES)
                  .map(frame -> "\n\tat " + frame)
                  .collect(Collectors.joining()))
          .append('\n');
    }
    return text.toString();
  }
}
