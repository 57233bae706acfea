package io.gatehouse.api;

import io.gatehouse.live.LiveFeed;
import io.gatehouse.live.LiveListener;
import io.gatehouse.live.LiveListener.Heard;
import io.gatehouse.tickets.Queue;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Semaphore;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** The live stream. A thread for each who listens, so that a slow one holds up nobody. */
@Tag(name = "Live")
@RestController
class LiveController {

  private static final Logger log = LoggerFactory.getLogger(LiveController.class);

  /** Then a client comes again, and its login is checked again. */
  private static final Duration LONGEST = Duration.ofMinutes(30);

  private static final Duration HEARTBEAT = Duration.ofSeconds(15);
  private static final int MOST_LISTENERS = 1_000;

  private final LiveFeed feed;
  private final Clock clock;
  private final Semaphore places = new Semaphore(MOST_LISTENERS);

  LiveController(LiveFeed feed, Clock clock) {
    this.feed = feed;
    this.clock = clock;
  }

  @Operation(
      operationId = "live",
      summary = "What happens on the queues, as server-sent events",
      description =
          """
          Events are named ticket.arrived, ticket.left, ticket.closed, ticket.deleted, message.routed and message.erased; data is
          JSON with the event's id, its queue, ticketId, customerId and what else the record says, never a message's text. A
          client that comes again with Last-Event-ID, on whatever worker, hears what it missed, once. If that is too much, the
          event is named reset: load what is shown anew, what follows is complete. A comment comes every 15 seconds; the
          stream ends after 30 minutes.""")
  @GetMapping(path = "/api/live", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
  @Allowed(Role.AGENT)
  SseEmitter live(
      User user,
      @RequestParam(name = "queue", required = false) @Nullable List<String> queues,
      @RequestHeader(name = "Last-Event-ID", required = false) @Nullable String lastEventId) {
    Set<Queue> wanted = wanted(user, queues);
    if (!places.tryAcquire()) {
      throw ProblemException.unavailable(
          "This worker has as many listeners as it can take.", HEARTBEAT);
    }
    try {
      LiveListener listener = feed.listen(lastEventId);
      var emitter = new SseEmitter(LONGEST.toMillis());
      Thread thread = Thread.ofVirtual().unstarted(() -> tell(listener, wanted, emitter));
      emitter.onCompletion(thread::interrupt);
      thread.start();
      return emitter;
    } catch (KafkaException e) {
      places.release();
      throw ProblemException.unavailable("The queues cannot be read at the moment.", HEARTBEAT);
    }
  }

  private static Set<Queue> wanted(User user, @Nullable List<String> queues) {
    Set<Queue> allowed =
        user.may(Role.SUPERVISOR)
            ? EnumSet.allOf(Queue.class)
            : EnumSet.complementOf(EnumSet.of(Queue.BLOCKED));
    if (queues == null || queues.isEmpty()) {
      return allowed;
    }
    Set<Queue> wanted = EnumSet.noneOf(Queue.class);
    for (String queue : queues) {
      wanted.add(
          Queue.find(queue)
              .orElseThrow(
                  () ->
                      ProblemException.invalid(
                          "queue", "must be inbox, bot, unassigned or blocked")));
    }
    if (!allowed.containsAll(wanted)) {
      throw new ProblemException(
          ProblemKind.FORBIDDEN, "The blocked list is for supervisors. Leave out queue=blocked.");
    }
    return wanted;
  }

  private void tell(LiveListener listener, Set<Queue> wanted, SseEmitter emitter) {
    try (listener) {
      emitter.send(SseEmitter.event().id(listener.position()).comment("listening"));
      Instant told = clock.instant();
      while (true) {
        Heard heard = listener.next(HEARTBEAT);
        if (heard instanceof Heard.End) {
          emitter.complete();
          return;
        }
        boolean silent = told.plus(HEARTBEAT).isBefore(clock.instant());
        SseEmitter.@Nullable SseEventBuilder line = line(heard, wanted, silent);
        if (line != null) {
          emitter.send(line.id(listener.position()));
          told = clock.instant();
        }
      }
    } catch (InterruptedException | IOException | IllegalStateException e) {
      log.debug("a listener of the live stream has gone");
    } finally {
      places.release();
    }
  }

  private static SseEmitter.@Nullable SseEventBuilder line(
      Heard heard, Set<Queue> wanted, boolean silent) {
    if (heard instanceof Heard.Event happened && wanted.contains(happened.event().queue())) {
      return SseEmitter.event().name(happened.event().name()).data(happened.event().data());
    }
    if (heard instanceof Heard.Missed) {
      return SseEmitter.event().name("reset").data("{}");
    }
    return silent || heard instanceof Heard.Nothing ? SseEmitter.event().comment("") : null;
  }
}
