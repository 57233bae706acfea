package io.gatehouse.api;

/** A command that is posted and not answered yet. */
record CommandPending(String commandId, String command, String status) {

  static CommandPending of(String commandId, String command) {
    return new CommandPending(commandId, command, "pending");
  }
}
