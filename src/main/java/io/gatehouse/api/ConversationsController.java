package io.gatehouse.api;

import io.gatehouse.reading.Conversations;
import io.gatehouse.reading.Message;
import io.gatehouse.reading.Messages;
import io.gatehouse.reading.Page;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** One conversation: where it stands, what was said. To an agent a blocked one does not exist. */
@Tag(name = "Conversations")
@RestController
class ConversationsController {

  private final Conversations conversations;
  private final Messages messages;

  ConversationsController(Conversations conversations, Messages messages) {
    this.conversations = conversations;
    this.messages = messages;
  }

  @Operation(
      operationId = "conversation",
      summary = "One conversation, and which of the customer's come before and after it",
      description = "Of a merged one, the conversation that it joined.")
  @GetMapping("/api/conversations/{ticketId}")
  @Allowed(Role.AGENT)
  Conversations.AmongOthers one(@PathVariable String ticketId, User user) {
    return conversations
        .find(ticketId, Parameters.audience(user))
        .orElseThrow(ConversationsController::unknown);
  }

  @Operation(
      operationId = "conversationMessages",
      summary = "The messages of a conversation, the newest first",
      description = "With the cursor: more history.")
  @GetMapping("/api/conversations/{ticketId}/messages")
  @Allowed(Role.AGENT)
  Page<Message> messages(
      @PathVariable String ticketId,
      @RequestParam @Nullable String cursor,
      @RequestParam(defaultValue = Parameters.LIMIT) int limit,
      User user) {
    return messages
        .ofConversation(ticketId, Parameters.audience(user), cursor, Parameters.limit(limit))
        .orElseThrow(ConversationsController::unknown);
  }

  private static ProblemException unknown() {
    return ProblemException.notFound(
        "No conversation that you may see has this id. The customer's list has those there are.");
  }
}
