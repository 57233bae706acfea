package io.gatehouse.api;

import java.net.URI;
import org.springframework.http.ResponseEntity;

/** A command that is posted and not answered yet; the document has it as {@link CommandOutcome}. */
record CommandPending(String commandId, String command, String status, URI link) {

  /**
   * The answer that says so.
   *
   * @param link where to ask for the outcome
   */
  static ResponseEntity<Object> answer(String commandId, String command, URI link) {
    return ResponseEntity.accepted()
        .location(link)
        .body(new CommandPending(commandId, command, "pending", link));
  }
}
