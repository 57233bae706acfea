package io.gatehouse.api;

import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.media.Schema.RequiredMode;

/** A command that is posted and not answered yet. */
record CommandPending(
    @Schema(requiredMode = RequiredMode.REQUIRED) String commandId,
    @Schema(requiredMode = RequiredMode.REQUIRED) String command,
    @Schema(requiredMode = RequiredMode.REQUIRED, allowableValues = "pending") String status) {

  static CommandPending of(String commandId, String command) {
    return new CommandPending(commandId, command, "pending");
  }
}
