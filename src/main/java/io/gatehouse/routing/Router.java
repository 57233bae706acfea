package io.gatehouse.routing;

import io.gatehouse.customers.CustomerLocks;
import io.gatehouse.message.InboundMessage;
import io.gatehouse.progress.Progress;
import io.gatehouse.progress.ProgressStore;
import io.gatehouse.progress.Spans;
import io.gatehouse.routing.DuplicateSearch.Extent;
import io.gatehouse.sql.RoundTrip;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Decides a batch, in one database transaction and a number of statements that does not depend on
 * its size: locks, what is decided already, state, rules, and everything stored together. It is
 * published after the commit; if that fails, the same records come again and get the stored
 * decisions.
 */
@Component
class Router {

  /** A connector that sends again does so more than once: a batch refused costs a second try. */
  private static final int LOOK_FOR_AFTER_ONE = 20;

  private final TransactionTemplate transaction;
  private final JdbcTemplate jdbc;
  private final ProgressStore progressStore;
  private final CustomerLocks locks;
  private final StoredDecisions replayed;
  private final FreshDecisions fresh;
  private final UnpublishedDecisions unpublished;

  /** Batches; of all consumers, so only roughly. */
  private volatile int lookFor;

  Router(
      TransactionTemplate transaction,
      JdbcTemplate jdbc,
      ProgressStore progressStore,
      CustomerLocks locks,
      StoredDecisions replayed,
      FreshDecisions fresh,
      UnpublishedDecisions unpublished) {
    this.transaction = transaction;
    this.jdbc = jdbc;
    this.progressStore = progressStore;
    this.locks = locks;
    this.replayed = replayed;
    this.fresh = fresh;
    this.unpublished = unpublished;
  }

  /**
   * One decision for each record of the batch, in its order.
   *
   * @param stored is told of the decisions when all is stored, but not yet committed
   */
  List<Decision> route(List<Inbound> batch, Consumer<List<Decision>> stored) {
    List<Decision> decisions;
    try {
      decisions = route(batch, lookFor == 0 ? Extent.BEYOND_THE_INDEX : Extent.EVERYWHERE, stored);
    } catch (DuplicateKeyException e) {
      decisions = route(batch, Extent.EVERYWHERE, stored);
    }
    boolean found = decisions.stream().anyMatch(Router::isDuplicate);
    lookFor = found ? LOOK_FOR_AFTER_ONE : Math.max(0, lookFor - 1);
    return decisions;
  }

  private static boolean isDuplicate(Decision decision) {
    return decision instanceof Decision.Suppressed suppressed
        && suppressed.reason() == Reason.DUPLICATE;
  }

  private List<Decision> route(
      List<Inbound> batch, Extent extent, Consumer<List<Decision>> stored) {
    List<Decision> decisions =
        transaction.execute(
            status -> {
              List<Decision> decided = decide(batch, extent);
              stored.accept(decided);
              return decided;
            });
    if (decisions == null) {
      throw new IllegalStateException("a batch was not decided");
    }
    return decisions;
  }

  private List<Decision> decide(List<Inbound> batch, Extent extent) {
    var spans = Spans.of(batch, Inbound::source, Inbound::offset);
    Set<String> customerIds = customersOf(batch);
    var reads = new RoundTrip();
    Map<Integer, Progress> progress = progressStore.lock(spans.sources(), reads);
    locks.shared(customerIds, reads);
    FreshDecisions.Known known = fresh.read(customerIds, reads);
    reads.run(jdbc);

    @Nullable Decision[] decisions = new Decision[batch.size()];
    replayed.fill(batch, spans, progress, decisions);
    fresh.fill(batch, known, decisions, extent);

    advance(spans.after(progress));
    return Arrays.stream(decisions).map(Objects::requireNonNull).toList();
  }

  private void advance(Map<Integer, Progress> to) {
    var writes = new RoundTrip();
    progressStore.advance(to, writes);
    unpublished.forget(to, writes);
    writes.run(jdbc);
  }

  private static Set<String> customersOf(List<Inbound> batch) {
    Set<String> customerIds = new HashSet<>(batch.size() * 2);
    for (Inbound inbound : batch) {
      InboundMessage message = inbound.message();
      if (message != null) {
        customerIds.add(message.customerId());
      }
    }
    return customerIds;
  }
}
