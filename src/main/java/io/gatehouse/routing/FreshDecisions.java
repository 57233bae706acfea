package io.gatehouse.routing;

import io.gatehouse.history.AcceptedMessages;
import io.gatehouse.history.AcceptedMessages.Fingerprinter;
import io.gatehouse.history.MessageHistory;
import io.gatehouse.history.MessageRow;
import io.gatehouse.history.PassedOnHeaders;
import io.gatehouse.history.TicketContent;
import io.gatehouse.message.InboundMessage;
import io.gatehouse.message.Parsed;
import io.gatehouse.message.Profile;
import io.gatehouse.routing.UnpublishedDecisions.Kept;
import io.gatehouse.settings.SettingStore;
import io.gatehouse.settings.Settings;
import io.gatehouse.tickets.Queue;
import io.gatehouse.tickets.TicketChange;
import io.gatehouse.tickets.TicketEvent;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Decides records for the first time, in the order of their offsets, and stores what it decides.
 */
@Component
class FreshDecisions {

  private final SettingStore settings;
  private final RoutingStore store;
  private final AcceptedMessages accepted;
  private final MessageHistory history;
  private final UnpublishedDecisions unpublished;
  private final Clock clock;
  private final ThreadLocal<Fingerprinter> fingerprinters;

  FreshDecisions(
      SettingStore settings,
      RoutingStore store,
      AcceptedMessages accepted,
      MessageHistory history,
      UnpublishedDecisions unpublished,
      Clock clock) {
    this.settings = settings;
    this.store = store;
    this.accepted = accepted;
    this.history = history;
    this.unpublished = unpublished;
    this.clock = clock;
    this.fingerprinters = ThreadLocal.withInitial(accepted::fingerprinter);
  }

  /** A message while its batch is decided. */
  private static final class Draft {
    final int index;
    final Inbound inbound;
    final InboundMessage message;
    RoutingRules.@Nullable Route route;
    BatchState.@Nullable Ticket ticket;
    long customerNo;
    boolean newTicket;
    @Nullable Queue movedFrom;

    Draft(int index, Inbound inbound, InboundMessage message) {
      this.index = index;
      this.inbound = inbound;
      this.message = message;
    }
  }

  /** Fills in the decisions that are still missing. */
  void fill(List<Inbound> batch, @Nullable Decision[] decisions) {
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
      decide(drafts, now);
      finish(drafts, now, kept, decisions);
    }
    unpublished.keep(kept);
  }

  private void decide(List<Draft> drafts, Instant now) {
    Settings switches = settings.read();
    boolean[] duplicate = duplicates(drafts, now);

    Set<String> customerIds = new HashSet<>(drafts.size() * 2);
    drafts.forEach(draft -> customerIds.add(draft.message.customerId()));
    BatchState state = store.read(customerIds);
    createMissing(drafts, duplicate, now, state);

    List<BatchState.Ticket> opened = new ArrayList<>();
    List<Long> moved = new ArrayList<>();
    Map<Long, Profile> profiles = new HashMap<>();
    for (int i = 0; i < drafts.size(); i++) {
      Draft draft = drafts.get(i);
      BatchState.Customer customer = state.customers.get(draft.message.customerId());
      if (duplicate[i] || customer == null) {
        draft.route = new RoutingRules.Route(null, Reason.DUPLICATE);
        continue;
      }
      apply(draft, customer, switches, now, opened, moved);
      Profile profile = draft.message.profile();
      if (profile != null) {
        profiles.merge(customer.number, profile, Profile::filledBy);
      }
    }
    store.openTickets(opened, now);
    store.moveToUnassigned(moved);
    store.fillProfiles(profiles);
  }

  private static void apply(
      Draft draft,
      BatchState.Customer customer,
      Settings switches,
      Instant now,
      List<BatchState.Ticket> opened,
      List<Long> moved) {
    String channel = draft.message.channel();
    BatchState.Ticket ordinary = customer.open(channel, false);
    var facts =
        new RoutingRules.Facts(
            false,
            customer.blacklisted,
            customer.blocked,
            ordinary == null ? null : ordinary.queue,
            switches.botActive(channel));
    RoutingRules.Route route = RoutingRules.decide(facts);
    draft.route = route;
    draft.customerNo = customer.number;
    Queue queue = route.queue();
    if (queue == null) {
      return;
    }
    BatchState.Ticket ticket = queue == Queue.BLOCKED ? customer.open(channel, true) : ordinary;
    if (ticket == null) {
      ticket = new BatchState.Ticket(customer.number, channel, queue, null, now, null);
      customer.tickets.add(ticket);
      opened.add(ticket);
      draft.newTicket = true;
    } else if (ticket.queue != queue) {
      draft.movedFrom = ticket.queue;
      ticket.queue = queue;
      if (ticket.number != null) {
        moved.add(ticket.number);
      }
    }
    draft.ticket = ticket;
  }

  /** Accepts what is new; the second of two equal messages in one batch is a duplicate too. */
  private boolean[] duplicates(List<Draft> drafts, Instant now) {
    Fingerprinter fingerprinter = fingerprinters.get();
    boolean[] duplicate = new boolean[drafts.size()];
    Map<UUID, Integer> first = new HashMap<>(drafts.size() * 2);
    for (int i = 0; i < duplicate.length; i++) {
      Draft draft = drafts.get(i);
      UUID fingerprint =
          fingerprinter.of(
              draft.inbound.received().key(), draft.message.channel(), draft.message.messageId());
      duplicate[i] = first.putIfAbsent(fingerprint, i) != null;
    }
    for (UUID before : accepted.acceptedBefore(first.keySet(), now)) {
      Integer index = first.remove(before);
      if (index != null) {
        duplicate[index] = true;
      }
    }
    accepted.accept(first.keySet(), now);
    return duplicate;
  }

  private void createMissing(
      List<Draft> drafts, boolean[] duplicate, Instant now, BatchState state) {
    Set<String> missing = new HashSet<>();
    for (int i = 0; i < duplicate.length; i++) {
      String customerId = drafts.get(i).message.customerId();
      if (!duplicate[i] && !state.customers.containsKey(customerId)) {
        missing.add(customerId);
      }
    }
    store.createCustomers(missing, now, state);
  }

  private void finish(
      List<Draft> drafts,
      Instant now,
      UnpublishedDecisions.Rows kept,
      @Nullable Decision[] decisions) {
    Map<Long, TicketContent> contents =
        history.contents(
            drafts.stream()
                .filter(draft -> draft.movedFrom != null && draft.ticket != null)
                .map(draft -> draft.ticket.requireNumber())
                .toList());
    List<MessageRow> rows = new ArrayList<>(drafts.size());
    for (Draft draft : drafts) {
      RoutingRules.Route route = draft.route;
      if (route == null) {
        throw new IllegalStateException("a message was not decided");
      }
      if (route.reason() == Reason.DUPLICATE) {
        kept.add(draft.inbound, new Kept.Duplicate());
        decisions[draft.index] = new Decision.Suppressed(Reason.DUPLICATE, now);
        continue;
      }
      rows.add(row(draft, route, now));
      decisions[draft.index] = decision(draft, route, now, contents, kept);
    }
    history.append(rows);
  }

  private static Decision decision(
      Draft draft,
      RoutingRules.Route route,
      Instant now,
      Map<Long, TicketContent> contents,
      UnpublishedDecisions.Rows kept) {
    Queue queue = route.queue();
    BatchState.Ticket ticket = draft.ticket;
    if (queue == null || ticket == null) {
      return new Decision.Suppressed(route.reason(), now);
    }
    List<TicketEvent> events = List.of();
    if (draft.movedFrom != null) {
      var change =
          new TicketChange(
              ticket.requireNumber(),
              draft.message.customerId(),
              ticket.channel,
              draft.movedFrom,
              ticket.openedAt,
              route.reason().label(),
              null,
              now);
      TicketContent content = contents.getOrDefault(ticket.requireNumber(), TicketContent.EMPTY);
      events = List.of(change.left(queue), change.arrived(queue, null, content));
      kept.add(draft.inbound, new Kept.TicketMoved(events));
    }
    return new Decision.ToQueue(
        queue,
        route.reason(),
        ticket.requireNumber(),
        draft.newTicket,
        agent(queue, ticket),
        now,
        events);
  }

  private static MessageRow row(Draft draft, RoutingRules.Route route, Instant now) {
    var received = draft.inbound.received();
    BatchState.Ticket ticket = draft.ticket;
    Queue queue = route.queue();
    return new MessageRow(
        draft.inbound.source().id(),
        draft.inbound.offset(),
        draft.customerNo,
        ticket == null ? null : ticket.requireNumber(),
        queue == null ? null : queue.label(),
        route.reason().label(),
        draft.newTicket,
        ticket == null || queue == null ? null : agent(queue, ticket),
        Instant.ofEpochMilli(received.timestamp()),
        now,
        PassedOnHeaders.encode(PassedOnHeaders.of(received.headers())),
        received.value());
  }

  private static @Nullable String agent(Queue queue, BatchState.Ticket ticket) {
    return queue == Queue.INBOX ? ticket.agent : null;
  }
}
