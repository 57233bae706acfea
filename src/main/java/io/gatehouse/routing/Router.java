package io.gatehouse.routing;

import io.gatehouse.customers.CustomerLocks;
import io.gatehouse.customers.LockVersions;
import io.gatehouse.message.InboundMessage;
import io.gatehouse.progress.Progress;
import io.gatehouse.progress.ProgressStore;
import io.gatehouse.progress.Spans;
import io.gatehouse.routing.DuplicateSearch.Extent;
import io.gatehouse.sql.RoundTrip;
import java.util.ArrayList;
import java.util.Arrays;
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
  private final RememberedCustomers remembered;
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
      RememberedCustomers remembered,
      StoredDecisions replayed,
      FreshDecisions fresh,
      UnpublishedDecisions unpublished) {
    this.transaction = transaction;
    this.jdbc = jdbc;
    this.progressStore = progressStore;
    this.locks = locks;
    this.remembered = remembered;
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
    Extent extent = lookFor == 0 ? Extent.BEYOND_THE_INDEX : Extent.EVERYWHERE;
    List<Decision> decisions;
    try {
      decisions = route(batch, extent, stored);
    } catch (DuplicateKeyException e) {
      decisions = route(batch, Extent.EVERYWHERE, stored);
    } catch (OvertakenException e) {
      decisions = route(batch, extent, stored); // with nothing remembered
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
    var spans = Spans.of(batch, Inbound::source, Inbound::offset);
    RememberedCustomers.Loan loan = remembered.lend(spans.sources(), batch.size());
    Decided decided =
        transaction.execute(
            status -> {
              Decided done = decide(batch, spans, loan, extent);
              stored.accept(done.decisions);
              return done;
            });
    if (decided == null) {
      throw new IllegalStateException("a batch was not decided");
    }
    loan.giveBack(decided.progress, decided.versions, decided.known.state());
    return decided.decisions;
  }

  private record Decided(
      List<Decision> decisions,
      Map<Integer, Progress> progress,
      LockVersions versions,
      FreshDecisions.Known known) {}

  private Decided decide(
      List<Inbound> batch, Spans spans, RememberedCustomers.Loan loan, Extent extent) {
    List<String> customerIds = askFor(batch, loan);
    var reads = new RoundTrip();
    Map<Integer, Progress> progress = progressStore.lock(spans.sources(), reads);
    locks.shared(customerIds, reads);
    Map<Integer, Progress> after = progressStore.advance(spans, reads);
    unpublished.forget(spans.sources(), reads);
    LockVersions versions = locks.versions(reads);
    FreshDecisions.Known known = fresh.read(loan.unknown(), new BatchState(batch.size()), reads);
    reads.run(jdbc);

    Set<String> changed = loan.recall(progress, versions, known.period(), known.state());
    if (!changed.isEmpty()) {
      var more = new RoundTrip();
      fresh.readAlso(changed, known, more);
      more.run(jdbc);
    }

    @Nullable Decision[] decisions = new Decision[batch.size()];
    replayed.fill(batch, spans, progress, decisions);
    fresh.fill(batch, known, decisions, extent);

    return new Decided(
        Arrays.stream(decisions).map(Objects::requireNonNull).toList(), after, versions, known);
  }

  /** Returns the ids of their customers, some more than once. */
  private static List<String> askFor(List<Inbound> batch, RememberedCustomers.Loan loan) {
    List<String> customerIds = new ArrayList<>(batch.size());
    for (int i = 0; i < batch.size(); i++) {
      Inbound inbound = batch.get(i);
      InboundMessage message = inbound.message();
      if (message != null) {
        loan.ask(i, message.customerId(), inbound.source().id());
        customerIds.add(message.customerId());
      }
    }
    return customerIds;
  }
}
