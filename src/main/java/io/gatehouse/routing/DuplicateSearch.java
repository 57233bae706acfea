package io.gatehouse.routing;

import io.gatehouse.history.AcceptedMessages;
import io.gatehouse.history.Fingerprints;
import io.gatehouse.history.MessageKey;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
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
    for (Draft draft : drafts) {
      draft.fingerprint =
          fingerprints.of(
              draft.inbound.received().key(), draft.message.channel(), draft.message.messageId());
      draft.duplicate = first.putIfAbsent(draft.key(), draft) != null;
    }
    Set<MessageKey> before = before(first, now, extent);
    Set<MessageKey> erased = accepted.erased(of(first, customer -> customer.erased), now);
    first.forEach((key, draft) -> draft.duplicate = before.contains(key) || erased.contains(key));
  }

  private Set<MessageKey> before(Map<MessageKey, Draft> drafts, Instant now, Extent extent) {
    if (extent == Extent.EVERYWHERE || !AcceptedMessages.onlyThisPeriodIsWritten(now)) {
      return accepted.before(drafts.keySet(), now);
    }
    return accepted.beforeThisPeriod(of(drafts, customer -> customer.olderThanThisPeriod), now);
  }

  private static List<MessageKey> of(
      Map<MessageKey, Draft> drafts, Predicate<BatchState.Customer> customers) {
    return drafts.entrySet().stream()
        .filter(each -> customers.test(each.getValue().requireCustomer()))
        .map(Map.Entry::getKey)
        .toList();
  }
}
