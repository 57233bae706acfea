package io.gatehouse.api;

import static io.gatehouse.api.Bodies.putIfGiven;

import io.gatehouse.deadletters.Defect;
import io.gatehouse.kafka.Outage;
import io.gatehouse.outbound.ReplyPost;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What an agent says to a customer. */
@Tag(name = "Tickets")
@RestController
class ReplyController {

  private static final Duration OUTAGE = Duration.ofSeconds(5);

  /** Text, attachments, or both. */
  @Schema(description = "Give text, attachments or both.")
  record Said(
      @Schema(maxLength = 65536) @Nullable String text, @Nullable List<Attached> attachments) {}

  /** A file that goes along. */
  record Attached(
      @Schema(requiredMode = Schema.RequiredMode.REQUIRED, minLength = 1) @Nullable String url,
      @Nullable String contentType,
      @Nullable String name,
      @Schema(description = "Bytes", minimum = "0") @Nullable Long size) {}

  /** A reply on its way. */
  record OnItsWay(
      @Schema(description = "Under which the history has it, and whether it left")
          String messageId) {}

  private final ReplyPost post;
  private final Clock clock;

  ReplyController(ReplyPost post, Clock clock) {
    this.post = post;
    this.clock = clock;
  }

  @Operation(
      operationId = "reply",
      summary = "Says something to the customer",
      description =
          """
          It leaves unless by then the customer is blacklisted, or the conversation is blocked, closed or deleted. With an
          Idempotency-Key it is said once, however often it is sent.""")
  @ApiResponse(responseCode = "202", description = "It is on its way")
  @PostMapping("/api/customers/{customerId}/tickets/{ticketId}/replies")
  @ResponseStatus(HttpStatus.ACCEPTED)
  @Allowed(Role.AGENT)
  OnItsWay reply(
      Caller caller,
      @PathVariable String customerId,
      @PathVariable String ticketId,
      @RequestBody Said said) {
    ObjectNode reply = JsonMapper.shared().createObjectNode();
    String messageId = caller.requestId("reply");
    reply.put("messageId", messageId);
    reply.put("customerId", customerId);
    reply.put("ticketId", ticketId);
    reply.putObject("actor").put("id", caller.user().id());
    reply.put("from", "agent");
    reply.put("sentAt", clock.instant().toString());
    putIfGiven(reply, "text", said.text());
    if (said.attachments() != null) {
      var attachments = reply.putArray("attachments");
      said.attachments().forEach(each -> put(attachments.addObject(), each));
    }
    try {
      Defect defect = post.post(reply);
      if (defect != null) {
        throw ProblemException.of(defect);
      }
    } catch (KafkaException e) {
      throw ProblemException.unavailable(
          ("It waits for %s, and may have been posted or not. Send it again, with the same %s if"
                  + " there was one.")
              .formatted(Outage.of(e).words(), Caller.HEADER),
          OUTAGE);
    }
    return new OnItsWay(messageId);
  }

  private static void put(ObjectNode attachment, Attached attached) {
    putIfGiven(attachment, "url", attached.url());
    putIfGiven(attachment, "contentType", attached.contentType());
    putIfGiven(attachment, "name", attached.name());
    if (attached.size() != null) {
      attachment.put("size", attached.size());
    }
  }
}
