package io.gatehouse.api;

import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.media.Schema.RequiredMode;
import java.util.List;

/**
 * For the document: an outcome as it is on {@code commands.outcome}, which is passed on as it is,
 * or a command that is still {@code pending}. One shape, so that a client that was generated can
 * read both.
 */
@Schema(
    description =
        "The outcome of a command, as it is on commands.outcome; or, with 202, what is known before"
            + " there is one.")
record CommandOutcome(
    @Schema(requiredMode = RequiredMode.REQUIRED) String commandId,
    @Schema(requiredMode = RequiredMode.REQUIRED) String command,
    @Schema(description = "Not of settings") String customerId,
    @Schema(description = "Of settings only") String setting,
    @Schema(description = "Not while it is pending") Actor actor,
    @Schema(
            requiredMode = RequiredMode.REQUIRED,
            allowableValues = {"done", "unchanged", "rejected", "pending"})
        String status,
    @Schema(description = "Of a pending one: where to ask for its outcome") String link,
    @Schema(description = "Why it was rejected") String code,
    @Schema(description = "The same for people") String message,
    @Schema(description = "Not while it is pending", format = "date-time") String at,
    Detail detail) {

  record Actor(@Schema(requiredMode = RequiredMode.REQUIRED) String id) {}

  /** What it changed. */
  record Detail(
      Integer ticketsMoved,
      Integer ticketsMerged,
      Integer ticketsDeleted,
      Integer ticketsClosed,
      Integer messagesErased,
      Integer repliesErased,
      String ticketId,
      List<String> fieldsChanged,
      List<String> tagsAdded,
      List<String> tagsRemoved,
      Boolean value,
      @Schema(format = "date-time") String erasedFromLogBy) {}
}
