package io.gatehouse.api;

import io.gatehouse.reading.FlaggedContacts;
import io.gatehouse.reading.Page;
import io.gatehouse.reading.Queues;
import io.gatehouse.reading.Total;
import io.gatehouse.tickets.Queue;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The queues, and for supervisors what is kept out of them. */
@Tag(name = "Queues")
@RestController
class QueuesController {

  private final Queues queues;
  private final FlaggedContacts flagged;

  QueuesController(Queues queues, FlaggedContacts flagged) {
    this.queues = queues;
    this.flagged = flagged;
  }

  @Operation(
      operationId = "queueCounts",
      summary = "How many tickets are open in each queue",
      description = "Up to 1,000 counted, above that estimated. Blocked ones for supervisors only.")
  @GetMapping("/api/queues")
  @Allowed(Role.AGENT)
  Map<String, Total> counts(User user) {
    Map<String, Total> counts = new TreeMap<>();
    queues
        .counts(Parameters.audience(user))
        .forEach((queue, count) -> counts.put(queue.label(), count));
    return counts;
  }

  @Operation(
      operationId = "inbox",
      summary = "Open tickets that an agent has, the newest activity first")
  @GetMapping("/api/queues/inbox")
  @Allowed(Role.AGENT)
  Page<Queues.Waiting> inbox(
      @RequestParam @Nullable String agent,
      @RequestParam @Nullable String cursor,
      @RequestParam(defaultValue = Parameters.LIMIT) int limit) {
    return queues.page(
        Queue.INBOX, Parameters.text("agent", agent), cursor, Parameters.limit(limit));
  }

  @Operation(
      operationId = "botQueue",
      summary = "Open tickets that the BOT has, the newest activity first")
  @GetMapping("/api/queues/bot")
  @Allowed(Role.AGENT)
  Page<Queues.Waiting> bot(
      @RequestParam @Nullable String cursor,
      @RequestParam(defaultValue = Parameters.LIMIT) int limit) {
    return queues.page(Queue.BOT, null, cursor, Parameters.limit(limit));
  }

  @Operation(
      operationId = "unassignedQueue",
      summary = "Open tickets that nobody has, the newest activity first")
  @GetMapping("/api/queues/unassigned")
  @Allowed(Role.AGENT)
  Page<Queues.Waiting> unassigned(
      @RequestParam @Nullable String cursor,
      @RequestParam(defaultValue = Parameters.LIMIT) int limit) {
    return queues.page(Queue.UNASSIGNED, null, cursor, Parameters.limit(limit));
  }

  @Operation(
      operationId = "blockedTickets",
      summary = "Open tickets of blocked contacts, the newest activity first")
  @GetMapping("/api/queues/blocked")
  @Allowed(Role.SUPERVISOR)
  Page<Queues.Waiting> blocked(
      @RequestParam @Nullable String cursor,
      @RequestParam(defaultValue = Parameters.LIMIT) int limit) {
    return queues.page(Queue.BLOCKED, null, cursor, Parameters.limit(limit));
  }

  @Operation(
      operationId = "blockedContacts",
      summary = "Blocked contacts, with who, when and why, the last one first")
  @GetMapping("/api/blocked-contacts")
  @Allowed(Role.SUPERVISOR)
  Page<FlaggedContacts.Flagged> blockedContacts(
      @RequestParam @Nullable String cursor,
      @RequestParam(defaultValue = Parameters.LIMIT) int limit) {
    return flagged.page(FlaggedContacts.Flag.BLOCKED, cursor, Parameters.limit(limit));
  }

  @Operation(
      operationId = "blacklistedContacts",
      summary = "Blacklisted contacts, with who, when and why, the last one first")
  @GetMapping("/api/blacklisted-contacts")
  @Allowed(Role.SUPERVISOR)
  Page<FlaggedContacts.Flagged> blacklistedContacts(
      @RequestParam @Nullable String cursor,
      @RequestParam(defaultValue = Parameters.LIMIT) int limit) {
    return flagged.page(FlaggedContacts.Flag.BLACKLISTED, cursor, Parameters.limit(limit));
  }
}
