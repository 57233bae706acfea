package io.gatehouse.routing;

import io.gatehouse.history.AcceptedMessages;
import io.gatehouse.history.Fingerprints;
import io.gatehouse.history.MessageKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Finds the messages of a batch that were accepted before. */
@Component
class DuplicateSearch {

  /** Where it looks. */
  enum Extent {
    /**
     * Only where the history's index would not refuse them: most batches have none, and looking for
     * each message costs as much as storing it.
     */
    BEYOND_THE_INDEX,
    EVERYWHERE
  }

  private final Fingerprints fingerprints;
  private final AcceptedMessages accepted;

  DuplicateSearch(Fingerprints fingerprints, AcceptedMessages accepted) {
    this.fingerprints = fingerprints;
    this.accepted = accepted;
  }

  /** Marks them. The second of two equal messages in one batch is a duplicate too. */
  void mark(List<Draft> drafts, Instant now, Extent extent) {
    Map<MessageKey, Draft> first = new HashMap<>(drafts.size() * 2);
    List<Draft> ofOlder = new ArrayList<>();
    List<MessageKey> ofErased = new ArrayList<>();
    for (Draft draft : drafts) {
      draft.fingerprint =
          fingerprints.of(
              draft.inbound.received().key(), draft.message.channel(), draft.message.messageId());
      MessageKey key = draft.key();
      if (first.putIfAbsent(key, draft) != null) {
        draft.duplicate = true;
        continue;
      }
      BatchState.Customer customer = draft.requireCustomer();
      if (customer.olderThanThisPeriod) {
        ofOlder.add(draft);
      }
      if (customer.erased) {
        ofErased.add(key);
      }
    }
    Set<MessageKey> before =
        extent == Extent.EVERYWHERE || !AcceptedMessages.onlyThisPeriodIsWritten(now)
            ? accepted.before(first.keySet(), now)
            : accepted.beforeThisPeriod(notRuledOut(ofOlder, now), now);
    Stream.concat(before.stream(), accepted.erased(ofErased, now).stream())
        .map(first::get)
        .filter(Objects::nonNull)
        .forEach(draft -> draft.duplicate = true);
  }

  private List<MessageKey> notRuledOut(List<Draft> ofOlder, Instant now) {
    Map<Long, EarlierMessages> toRead = new HashMap<>();
    for (Draft draft : ofOlder) {
      BatchState.Customer customer = draft.requireCustomer();
      if (customer.earlier.areWorthReading()) {
        toRead.put(customer.number, customer.earlier);
      }
    }
    Map<Long, List<Long>> read = accepted.someOfEarlierPeriods(toRead.keySet(), now);
    toRead.forEach((no, earlier) -> earlier.are(read.getOrDefault(no, List.of())));
    return ofOlder.stream()
        .filter(draft -> draft.requireCustomer().earlier.mayHold(draft.fingerprint))
        .map(Draft::key)
        .toList();
  }
}
