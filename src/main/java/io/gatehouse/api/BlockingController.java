package io.gatehouse.api;

import static io.gatehouse.api.Bodies.putIfGiven;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Blocks, unblocks and deletes contacts, and keeps the blacklist. */
@Tag(name = "Blocking")
@RestController
@RequestMapping("/api/customers/{customerId}")
class BlockingController {

  /** A block. */
  record Block(
      @Schema(description = "Why", maxLength = 1000) @Nullable String reason,
      @Schema(description = "When it ends by itself; without it, never", format = "date-time")
          @Nullable String until) {}

  /** An unblock. */
  record Unblock(
      @Schema(
              description = "Only this blocked ticket; without it, the contact and all its tickets",
              minLength = 1,
              maxLength = 128)
          @Nullable String ticketId) {}

  /** An entry on the blacklist. */
  record Blacklist(
      @Schema(
              description = "Why",
              requiredMode = Schema.RequiredMode.REQUIRED,
              minLength = 1,
              maxLength = 1000)
          @Nullable String reason) {}

  /** The end of an entry on the blacklist. */
  record Unblacklist(@Schema(description = "Why", maxLength = 1000) @Nullable String reason) {}

  private final Actions actions;

  BlockingController(Actions actions) {
    this.actions = actions;
  }

  @Operation(
      operationId = "blockCustomer",
      summary = "Marks a contact as blocked; its open tickets move to the blocked list")
  @PostMapping("/block")
  @Allowed(Role.AGENT)
  @PostsCommand
  ResponseEntity<Object> block(
      Caller caller,
      @PathVariable String customerId,
      @RequestBody(required = false) @Nullable Block block) {
    return actions.onCustomer(
        caller,
        "block",
        customerId,
        body -> {
          if (block != null) {
            putIfGiven(body, "reason", block.reason());
            putIfGiven(body, "until", block.until());
          }
        });
  }

  @Operation(
      operationId = "unblockCustomer",
      summary = "Restores one blocked ticket, or ends the block and restores all of them")
  @PostMapping("/unblock")
  @Allowed(Role.SUPERVISOR)
  @PostsCommand
  ResponseEntity<Object> unblock(
      Caller caller,
      @PathVariable String customerId,
      @RequestBody(required = false) @Nullable Unblock unblock) {
    return actions.onCustomer(
        caller,
        "unblock",
        customerId,
        body -> putIfGiven(body, "ticketId", unblock == null ? null : unblock.ticketId()));
  }

  @Operation(
      operationId = "deleteAllOfCustomer",
      summary = "Ends the block and deletes the blocked tickets with their messages, for good")
  @PostMapping("/delete-all")
  @Allowed(Role.SUPERVISOR)
  @PostsCommand
  ResponseEntity<Object> deleteAll(Caller caller, @PathVariable String customerId) {
    return actions.onCustomer(caller, "delete-all", customerId, body -> {});
  }

  @Operation(
      operationId = "blacklistCustomer",
      summary = "Puts a contact on the blacklist; its open tickets are closed")
  @PostMapping("/blacklist")
  @Allowed(Role.AGENT)
  @PostsCommand
  ResponseEntity<Object> blacklist(
      Caller caller, @PathVariable String customerId, @RequestBody Blacklist blacklist) {
    return actions.onCustomer(
        caller,
        "blacklist",
        customerId,
        body -> putIfGiven(body.put("action", "add"), "reason", blacklist.reason()));
  }

  @Operation(
      operationId = "unblacklistCustomer",
      summary = "Takes a contact off the blacklist; its next message opens a conversation")
  @PostMapping("/unblacklist")
  @Allowed(Role.AGENT)
  @PostsCommand
  ResponseEntity<Object> unblacklist(
      Caller caller,
      @PathVariable String customerId,
      @RequestBody(required = false) @Nullable Unblacklist unblacklist) {
    return actions.onCustomer(
        caller,
        "blacklist",
        customerId,
        body ->
            putIfGiven(
                body.put("action", "remove"),
                "reason",
                unblacklist == null ? null : unblacklist.reason()));
  }
}
