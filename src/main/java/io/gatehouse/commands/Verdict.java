package io.gatehouse.commands;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** What a handler has done about a command. */
public sealed interface Verdict {

  /**
   * Done.
   *
   * @param detail of the outcome
   */
  record Done(@Nullable ObjectNode detail, List<Effect> effects) implements Verdict {}

  /** There was nothing to do. */
  record Unchanged() implements Verdict {}

  record Rejected(Rejection rejection) implements Verdict {}

  static Verdict rejected(Rejection rejection) {
    return new Rejected(rejection);
  }
}
