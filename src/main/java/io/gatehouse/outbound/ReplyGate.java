package io.gatehouse.outbound;

import io.gatehouse.customers.CustomerLocks;
import io.gatehouse.message.ParsedReply;
import io.gatehouse.message.Reply;
import io.gatehouse.progress.Progress;
import io.gatehouse.progress.ProgressStore;
import io.gatehouse.progress.Spans;
import io.gatehouse.progress.UnpublishedStore;
import io.gatehouse.sql.RoundTrip;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Decides a batch, in one database transaction and a number of statements that does not depend on
 * its size, by the same protocol as messages that come in. It is published after the commit; if
 * that fails, the same records come again and get the stored decisions.
 */
@Component
class ReplyGate {

  private final TransactionTemplate transaction;
  private final JdbcTemplate jdbc;
  private final ProgressStore progressStore;
  private final CustomerLocks locks;
  private final GateStore conversations;
  private final StoredJudgements replayed;
  private final FreshJudgements fresh;
  private final UnpublishedStore unpublished;

  ReplyGate(
      TransactionTemplate transaction,
      JdbcTemplate jdbc,
      ProgressStore progressStore,
      CustomerLocks locks,
      GateStore conversations,
      StoredJudgements replayed,
      FreshJudgements fresh,
      UnpublishedStore unpublished) {
    this.transaction = transaction;
    this.jdbc = jdbc;
    this.progressStore = progressStore;
    this.locks = locks;
    this.conversations = conversations;
    this.replayed = replayed;
    this.fresh = fresh;
    this.unpublished = unpublished;
  }

  /** One decision for each record of the batch, in its order. */
  List<Decision> judge(List<Outbound> batch) {
    try {
      return inTransaction(batch);
    } catch (DuplicateKeyException e) {
      // The same reply came on another partition, where somebody decided it meanwhile. Now it is
      // there to be seen.
      return inTransaction(batch);
    }
  }

  private List<Decision> inTransaction(List<Outbound> batch) {
    List<Decision> decisions = transaction.execute(status -> decide(batch));
    if (decisions == null) {
      throw new IllegalStateException("a batch was not decided");
    }
    return decisions;
  }

  private List<Decision> decide(List<Outbound> batch) {
    var spans = Spans.of(batch, Outbound::source, Outbound::offset);
    List<Reply> replies = replies(batch);
    var reads = new RoundTrip();
    Map<Integer, Progress> progress = progressStore.lock(spans.sources(), reads);
    locks.shared(replies.stream().map(Reply::customerId).collect(Collectors.toSet()), reads);
    progressStore.advance(spans, reads);
    unpublished.forget(spans.sources(), reads);
    Map<Reply, GateStore.Known> known = conversations.read(replies, reads);
    reads.run(jdbc);

    @Nullable Decision[] decisions = new Decision[batch.size()];
    replayed.fill(batch, spans, progress, decisions);
    fresh.fill(batch, known, decisions);
    return Arrays.stream(decisions).map(Objects::requireNonNull).toList();
  }

  private static List<Reply> replies(List<Outbound> batch) {
    return batch.stream()
        .map(Outbound::parsed)
        .filter(ParsedReply.Valid.class::isInstance)
        .map(ParsedReply.Valid.class::cast)
        .map(ParsedReply.Valid::reply)
        .distinct()
        .toList();
  }
}
