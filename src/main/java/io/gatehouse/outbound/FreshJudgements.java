package io.gatehouse.outbound;

import io.gatehouse.history.PassedOnHeaders;
import io.gatehouse.history.ReplyHistory;
import io.gatehouse.history.ReplyRow;
import io.gatehouse.message.ParsedReply;
import io.gatehouse.message.Reply;
import io.gatehouse.outbound.GateStore.Known;
import io.gatehouse.progress.UnpublishedStore;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Decides records for the first time, in the order of their offsets, and stores what it decides.
 */
@Component
class FreshJudgements {

  private final ReplyHistory history;
  private final UnpublishedStore unpublished;
  private final Clock clock;

  FreshJudgements(ReplyHistory history, UnpublishedStore unpublished, Clock clock) {
    this.history = history;
    this.unpublished = unpublished;
    this.clock = clock;
  }

  /** Fills in the decisions that are still missing. */
  void fill(List<Outbound> batch, Map<Reply, Known> known, @Nullable Decision[] decisions) {
    var made = new Made(clock.instant().truncatedTo(ChronoUnit.MICROS)); // what the database keeps
    for (int i = 0; i < decisions.length; i++) {
      if (decisions[i] == null) {
        Outbound outbound = batch.get(i);
        decisions[i] =
            switch (outbound.parsed()) {
              case ParsedReply.Bad bad -> {
                var kept = UnkeptReplies.row(bad.defect());
                made.unkept.add(outbound.source(), outbound.offset(), kept);
                yield new Decision.DeadLetter(bad.defect());
              }
              case ParsedReply.Valid valid ->
                  made.judge(outbound, valid.reply(), known.get(valid.reply()));
            };
      }
    }
    history.append(made.rows);
    unpublished.keep(made.unkept);
  }

  /** What is decided of a batch, and stored together at its end. */
  private static final class Made {

    /** What a reply is known by. */
    private record Said(long ticketNo, String messageId) {}

    private final Instant now;
    private final Set<Said> said = new HashSet<>();
    private final List<ReplyRow> rows = new ArrayList<>();
    private final UnpublishedStore.Rows unkept = new UnpublishedStore.Rows();

    Made(Instant now) {
      this.now = now;
    }

    Decision judge(Outbound outbound, Reply reply, @Nullable Known known) {
      Verdict verdict = GateRules.decide(facts(reply, known));
      if (known != null && verdict != Verdict.DUPLICATE) {
        Long ticketNo = known.ticketNo();
        String channel = known.channel();
        if (ticketNo != null && channel != null) {
          said.add(new Said(ticketNo, reply.messageId()));
          rows.add(row(outbound, reply, known.customerNo(), ticketNo, verdict));
          return new Decision.Judged(verdict, new Decision.Conversation(ticketNo, channel), now);
        }
      }
      unkept.add(outbound.source(), outbound.offset(), UnkeptReplies.row(verdict));
      return new Decision.Judged(verdict, null, now);
    }

    private GateRules.Facts facts(Reply reply, @Nullable Known known) {
      if (known == null) {
        return new GateRules.Facts(false, false, false, null, false);
      }
      Long ticketNo = known.ticketNo();
      boolean inThisBatch =
          ticketNo != null && said.contains(new Said(ticketNo, reply.messageId()));
      return new GateRules.Facts(
          known.acceptedBefore() || inThisBatch,
          known.blacklisted(),
          known.deleted(),
          known.queue(),
          known.closed());
    }

    private ReplyRow row(
        Outbound outbound, Reply reply, long customerNo, long ticketNo, Verdict verdict) {
      return new ReplyRow(
          outbound.source().id(),
          outbound.offset(),
          customerNo,
          ticketNo,
          reply.messageId(),
          reply.from().label(),
          reply.actorId(),
          verdict.label(),
          Instant.ofEpochMilli(outbound.received().timestamp()),
          now,
          PassedOnHeaders.encode(outbound.passedOn()),
          outbound.received().value());
    }
  }
}
