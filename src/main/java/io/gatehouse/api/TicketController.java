package io.gatehouse.api;

import static io.gatehouse.api.Bodies.putIfGiven;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ObjectNode;

/** What agents do with tickets. */
@Tag(name = "Tickets")
@RestController
@RequestMapping("/api/customers/{customerId}")
class TicketController {

  /** Who takes a ticket. */
  record Assignment(
      @Schema(
              description = "Who takes it; without it, who is logged in",
              minLength = 1,
              maxLength = 128)
          @Nullable String agent) {}

  /** How satisfied the customer was. */
  record Rating(
      @Schema(
              description = "5 is best",
              requiredMode = Schema.RequiredMode.REQUIRED,
              minimum = "1",
              maximum = "5")
          @Nullable Integer score,
      @Nullable String comment) {}

  /** A new conversation, begun by an agent. */
  record Callback(
      @Schema(
              description = "For example whatsapp",
              requiredMode = Schema.RequiredMode.REQUIRED,
              pattern = "^[a-z0-9-]{1,32}$")
          @Nullable String channel,
      @Schema(
              description = "Who calls back; without it, who is logged in",
              minLength = 1,
              maxLength = 128)
          @Nullable String agent) {}

  private final Actions actions;

  TicketController(Actions actions) {
    this.actions = actions;
  }

  @Operation(operationId = "assignTicket", summary = "An agent takes the ticket")
  @PostMapping("/tickets/{ticketId}/assign")
  @Allowed(Role.AGENT)
  @PostsCommand
  ResponseEntity<Object> assign(
      Caller caller,
      @PathVariable String customerId,
      @PathVariable String ticketId,
      @RequestBody(required = false) @Nullable Assignment assignment) {
    return onTicket(
        caller,
        customerId,
        "assign",
        ticketId,
        body -> body.put("agent", agent(assignment == null ? null : assignment.agent(), caller)));
  }

  @Operation(operationId = "handOverTicket", summary = "Gives the ticket back, so that it waits")
  @PostMapping("/tickets/{ticketId}/handover")
  @Allowed(Role.AGENT)
  @PostsCommand
  ResponseEntity<Object> handover(
      Caller caller, @PathVariable String customerId, @PathVariable String ticketId) {
    return onTicket(caller, customerId, "handover", ticketId, body -> {});
  }

  @Operation(operationId = "closeTicket", summary = "Ends the conversation")
  @PostMapping("/tickets/{ticketId}/close")
  @Allowed(Role.AGENT)
  @PostsCommand
  ResponseEntity<Object> close(
      Caller caller, @PathVariable String customerId, @PathVariable String ticketId) {
    return onTicket(caller, customerId, "close", ticketId, body -> {});
  }

  @Operation(operationId = "rateTicket", summary = "Keeps how satisfied the customer was")
  @PostMapping("/tickets/{ticketId}/rating")
  @Allowed(Role.AGENT)
  @PostsCommand
  ResponseEntity<Object> rate(
      Caller caller,
      @PathVariable String customerId,
      @PathVariable String ticketId,
      @RequestBody Rating rating) {
    return onTicket(
        caller,
        customerId,
        "rate",
        ticketId,
        body -> {
          if (rating.score() != null) {
            body.put("score", rating.score());
          }
          putIfGiven(body, "comment", rating.comment());
        });
  }

  @Operation(
      operationId = "callBack",
      summary = "Opens a new conversation with the customer, in an agent's inbox")
  @PostMapping("/callback")
  @Allowed(Role.AGENT)
  @PostsCommand
  ResponseEntity<Object> callBack(
      Caller caller, @PathVariable String customerId, @RequestBody Callback callback) {
    return actions.onCustomer(
        caller,
        "ticket",
        customerId,
        body -> {
          body.put("action", "callback");
          putIfGiven(body, "channel", callback.channel());
          body.put("agent", agent(callback.agent(), caller));
        });
  }

  private ResponseEntity<Object> onTicket(
      Caller caller,
      String customerId,
      String action,
      String ticketId,
      Consumer<ObjectNode> fields) {
    return actions.onCustomer(
        caller,
        "ticket",
        customerId,
        body -> {
          body.put("action", action);
          body.put("ticketId", ticketId);
          fields.accept(body);
        });
  }

  private static String agent(@Nullable String given, Caller caller) {
    return given == null ? caller.user().id() : given;
  }
}
