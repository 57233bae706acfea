package io.gatehouse.routing;

import io.gatehouse.history.AcceptedMessages;
import io.gatehouse.history.MessageHistory;
import io.gatehouse.history.MessageRow;
import io.gatehouse.history.PassedOnHeaders;
import io.gatehouse.history.TicketContent;
import io.gatehouse.message.Parsed;
import io.gatehouse.message.Profile;
import io.gatehouse.message.Web;
import io.gatehouse.routing.UnpublishedDecisions.Kept;
import io.gatehouse.settings.SettingStore;
import io.gatehouse.settings.Settings;
import io.gatehouse.sql.RoundTrip;
import io.gatehouse.tickets.Queue;
import io.gatehouse.tickets.TicketChange;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;

/**
 * Decides records for the first time, in the order of their offsets, and stores what it decides.
 */
@Component
class FreshDecisions {

  private final SettingStore settings;
  private final RoutingStore store;
  private final DuplicateSearch duplicates;
  private final MessageHistory history;
  private final UnpublishedDecisions unpublished;
  private final Clock clock;

  FreshDecisions(
      SettingStore settings,
      RoutingStore store,
      DuplicateSearch duplicates,
      MessageHistory history,
      UnpublishedDecisions unpublished,
      Clock clock) {
    this.settings = settings;
    this.store = store;
    this.duplicates = duplicates;
    this.history = history;
    this.unpublished = unpublished;
    this.clock = clock;
  }

  /** What the rules need to know about a batch; {@code period} is when it is read. */
  record Known(Settings switches, BatchState state, Instant period) {}

  /**
   * Reads it, after the locks.
   *
   * @return filled when the round trip is run, with these customers only
   */
  Known read(Collection<String> customerIds, BatchState state, RoundTrip with) {
    var known = new Known(settings.read(with), state, AcceptedMessages.thisPeriod(clock.instant()));
    store.read(customerIds, known.period, state, with);
    return known;
  }

  /** Reads more customers, when the round trip is run. */
  void readAlso(Collection<String> customerIds, Known known, RoundTrip with) {
    store.read(customerIds, known.period, known.state, with);
  }

  /**
   * Fills in the decisions that are still missing.
   *
   * @throws DuplicateKeyException if there are duplicates, and they were looked for only {@link
   *     DuplicateSearch.Extent#BEYOND_THE_INDEX}
   */
  void fill(
      List<Inbound> batch,
      Known known,
      @Nullable Decision[] decisions,
      DuplicateSearch.Extent extent) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS); // what the database keeps
    var kept = new UnpublishedDecisions.Rows();
    List<Draft> drafts = new ArrayList<>(batch.size());
    for (int i = 0; i < decisions.length; i++) {
      if (decisions[i] == null) {
        Inbound inbound = batch.get(i);
        switch (inbound.parsed()) {
          case Parsed.Bad bad -> {
            decisions[i] = new Decision.DeadLetter(bad.defect());
            kept.add(inbound, new Kept.DeadLetter(bad.defect()));
          }
          case Parsed.Valid valid -> drafts.add(new Draft(i, inbound, valid.message()));
        }
      }
    }
    if (!drafts.isEmpty()) {
      decide(drafts, known, now, extent);
      finish(drafts, now, kept, decisions);
    }
    unpublished.keep(kept);
  }

  private void decide(List<Draft> drafts, Known known, Instant now, DuplicateSearch.Extent extent) {
    createMissing(drafts, now, known.state);
    for (Draft draft : drafts) {
      draft.customer = known.state.customer(draft.index, draft.message.customerId());
    }
    duplicates.mark(drafts, now, extent);

    List<BatchState.Ticket> opened = new ArrayList<>();
    List<Draft> moved = new ArrayList<>();
    Map<Long, Profile> profiles = new HashMap<>();
    Map<String, Boolean> botActive = new HashMap<>(); // there are few channels
    for (Draft draft : drafts) {
      if (draft.duplicate) {
        draft.route = new RoutingRules.Route(null, Reason.DUPLICATE);
        continue;
      }
      BatchState.Customer customer = draft.requireCustomer();
      boolean bot = botActive.computeIfAbsent(draft.message.channel(), known.switches::botActive);
      apply(draft, customer, bot, opened, moved);
      Profile profile = draft.message.profile();
      if (profile != null) {
        profiles.merge(customer.number, profile, Profile::filledBy);
      }
    }
    store.openTickets(opened, now);
    move(moved, now);
    store.fillProfiles(profiles);
    store.keepWeb(web(drafts));
  }

  /** Of each conversation the first that its messages tell. */
  private static Map<Long, Web> web(List<Draft> drafts) {
    Map<Long, Web> byTicket = new HashMap<>();
    for (Draft draft : drafts) {
      Web web = draft.message.web();
      if (web != null && draft.ticket != null) {
        byTicket.putIfAbsent(draft.ticket.requireNumber(), web);
      }
    }
    return byTicket;
  }

  private static void apply(
      Draft draft,
      BatchState.Customer customer,
      boolean botActive,
      List<BatchState.Ticket> opened,
      List<Draft> moved) {
    String channel = draft.message.channel();
    BatchState.Ticket ordinary = customer.open(channel, false);
    var facts =
        new RoutingRules.Facts(
            false,
            customer.blacklisted,
            customer.blocked,
            ordinary == null ? null : ordinary.queue,
            botActive);
    RoutingRules.Route route = RoutingRules.decide(facts);
    draft.route = route;
    Queue queue = route.queue();
    if (queue == null) {
      return;
    }
    BatchState.Ticket ticket = queue == Queue.BLOCKED ? customer.open(channel, true) : ordinary;
    if (ticket == null) {
      ticket = new BatchState.Ticket(customer.number, channel, queue, null, null);
      customer.tickets.add(ticket);
      opened.add(ticket);
      draft.newTicket = true;
    } else if (ticket.queue != queue) {
      ticket.queue = queue;
      moved.add(draft);
    }
    draft.ticket = ticket;
  }

  /** Rule 6 moves tickets; their events are part of the decision. */
  private void move(List<Draft> moved, Instant now) {
    List<Long> numbers = moved.stream().map(FreshDecisions::ticketNo).toList();
    Map<Long, Instant> openedAt = store.moveToUnassigned(numbers);
    Map<Long, TicketContent> contents = history.contents(numbers);
    for (Draft draft : moved) {
      long number = ticketNo(draft);
      var change =
          new TicketChange(
              number,
              draft.message.customerId(),
              draft.message.channel(),
              Queue.BOT,
              openedAt.getOrDefault(number, now),
              Reason.BOT_INACTIVE.label(),
              null,
              now);
      TicketContent content = contents.getOrDefault(number, TicketContent.EMPTY);
      draft.events =
          List.of(change.left(Queue.UNASSIGNED), change.arrived(Queue.UNASSIGNED, null, content));
    }
  }

  private static long ticketNo(Draft draft) {
    if (draft.ticket == null) {
      throw new IllegalStateException("a ticket moved that is none");
    }
    return draft.ticket.requireNumber();
  }

  private void createMissing(List<Draft> drafts, Instant now, BatchState state) {
    Map<String, Integer> missing = new HashMap<>();
    for (Draft draft : drafts) {
      if (state.customer(draft.index, draft.message.customerId()) == null) {
        missing.put(draft.message.customerId(), draft.inbound.source().partition());
      }
    }
    store.createCustomers(missing, now, state);
  }

  private void finish(
      List<Draft> drafts,
      Instant now,
      UnpublishedDecisions.Rows kept,
      @Nullable Decision[] decisions) {
    List<MessageRow> rows = new ArrayList<>(drafts.size());
    for (Draft draft : drafts) {
      RoutingRules.Route route = draft.requireRoute();
      Queue queue = route.queue();
      if (queue == null || draft.ticket == null) {
        decisions[draft.index] = new Decision.Suppressed(route.reason(), now);
      } else {
        decisions[draft.index] =
            new Decision.ToQueue(
                queue,
                route.reason(),
                ticketNo(draft),
                draft.newTicket,
                draft.agent(queue),
                now,
                draft.events);
      }
      if (route.reason() == Reason.DUPLICATE) {
        kept.add(draft.inbound, new Kept.Duplicate());
      } else {
        rows.add(row(draft, route, now));
      }
      if (!draft.events.isEmpty()) {
        kept.add(draft.inbound, new Kept.TicketMoved(draft.events));
      }
    }
    history.append(rows);
  }

  private static MessageRow row(Draft draft, RoutingRules.Route route, Instant now) {
    var received = draft.inbound.received();
    Queue queue = route.queue();
    return new MessageRow(
        draft.inbound.source().id(),
        draft.inbound.offset(),
        draft.requireCustomer().number,
        draft.fingerprint,
        draft.ticket == null ? null : draft.ticket.requireNumber(),
        queue == null ? null : queue.label(),
        route.reason().label(),
        draft.newTicket,
        queue == null ? null : draft.agent(queue),
        Instant.ofEpochMilli(received.timestamp()),
        now,
        PassedOnHeaders.encode(draft.inbound.passedOn()),
        received.value());
  }
}
