package io.gatehouse.api;

import io.gatehouse.commands.CommandAnswers;
import io.gatehouse.commands.CommandAnswers.Answer;
import io.gatehouse.reading.AuditFilter;
import io.gatehouse.reading.AuditLog;
import io.gatehouse.reading.ErasureReceipts;
import io.gatehouse.reading.ErasureReceipts.Receipt;
import io.gatehouse.reading.Explanation;
import io.gatehouse.reading.Explanations;
import io.gatehouse.reading.Page;
import io.gatehouse.reading.Switches;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * What Gatehouse gives account of: why a message is where it is, who changed what, what is erased.
 */
@Tag(name = "Account")
@RestController
class AccountController {

  private final Explanations explanations;
  private final AuditLog audit;
  private final ErasureReceipts receipts;
  private final CommandAnswers answers;
  private final Switches switches;

  AccountController(
      Explanations explanations,
      AuditLog audit,
      ErasureReceipts receipts,
      CommandAnswers answers,
      Switches switches) {
    this.explanations = explanations;
    this.audit = audit;
    this.receipts = receipts;
    this.answers = answers;
    this.switches = switches;
  }

  @Operation(
      operationId = "explainMessage",
      summary = "Why a message is where it is: rule, state, and who made it so",
      description =
          "By the ce_id of the record that routed it; a restored copy has an id of its own.")
  @GetMapping("/api/messages/{id}/explain")
  @Allowed(Role.AGENT)
  Explanation explain(@PathVariable String id, User user) {
    return explanations
        .of(id, Parameters.audience(user))
        .orElseThrow(
            () ->
                ProblemException.notFound(
                    "No message that you may see has this id. Take the ce_id of its record."));
  }

  @Operation(
      operationId = "explainSentMessage",
      summary = "The same, for who sent it and knows no ce_id",
      description = "A message that was sent again is explained as it was when it came first.")
  @GetMapping("/api/messages/explain")
  @Allowed(Role.AGENT)
  Explanation explainSent(
      @RequestParam String customerId,
      @Parameter(description = "as in the message: whatsapp, web ...") @RequestParam String channel,
      @RequestParam String messageId,
      User user) {
    return explanations
        .of(
            Parameters.required("customerId", customerId),
            Parameters.required("channel", channel),
            Parameters.required("messageId", messageId),
            Parameters.audience(user))
        .orElseThrow(
            () ->
                ProblemException.notFound(
                    "No message that you may see has come with these three. It may have been refused"
                        + " (look in messages.inbound-dlt), erased, or not be decided yet."));
  }

  @Operation(
      operationId = "auditTrail",
      summary = "Every change: who, when, why, what; the last one first",
      description = "A page may have fewer entries than its limit and still have a next one.")
  @GetMapping("/api/audit")
  @Allowed(Role.SUPERVISOR)
  Page<AuditLog.Change> audit(
      @RequestParam @Nullable String customerId,
      @Parameter(description = "id of who did it") @RequestParam @Nullable String actor,
      @Parameter(description = "block, unblock, ticket ...") @RequestParam @Nullable String command,
      @RequestParam @Nullable Instant from,
      @RequestParam @Nullable Instant to,
      @RequestParam @Nullable String cursor,
      @RequestParam(defaultValue = Parameters.LIMIT) int limit) {
    var filter =
        new AuditFilter(
            Parameters.text("customerId", customerId),
            Parameters.text("actor", actor),
            Parameters.text("command", command),
            Parameters.time("from", from),
            Parameters.time("to", to));
    return audit.page(filter, cursor, Parameters.limit(limit));
  }

  @Operation(
      operationId = "erasureReceipt",
      summary = "What a delete-all erased, and whether anything is left of it",
      description = "For auditors: it has nothing of what was erased.")
  @GetMapping("/api/customers/{customerId}/erasures/{commandId}")
  @Allowed(Role.SUPERVISOR)
  Receipt receipt(@PathVariable String customerId, @PathVariable String commandId) {
    String customer = Parameters.id(customerId);
    String command = Parameters.id(commandId);
    if (answers.find("delete-all", customer, command, null) instanceof Answer.Pending) {
      throw ProblemException.notFound(
          "This delete-all is not announced yet. Ask again in a moment.");
    }
    return receipts
        .find(customer, command)
        .orElseThrow(
            () ->
                ProblemException.notFound(
                    "No delete-all of this customer has this id. GET /api/audit?command=delete-all"
                        + " has those that erased something."));
  }

  @Operation(operationId = "erasureReceiptText", summary = "The same as plain text, to be filed")
  @GetMapping(
      value = "/api/customers/{customerId}/erasures/{commandId}/text",
      produces = "text/plain;charset=UTF-8")
  @Allowed(Role.SUPERVISOR)
  String receiptText(@PathVariable String customerId, @PathVariable String commandId) {
    return ReceiptText.of(receipt(customerId, commandId));
  }

  @Operation(operationId = "settings", summary = "The switches, and who changed them when")
  @GetMapping("/api/settings")
  @Allowed(Role.AGENT)
  List<Switches.Switch> settings() {
    return switches.all();
  }
}
