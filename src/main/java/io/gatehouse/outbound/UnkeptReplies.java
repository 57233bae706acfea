package io.gatehouse.outbound;

import io.gatehouse.deadletters.Defect;
import io.gatehouse.progress.UnpublishedStore;
import io.gatehouse.progress.UnpublishedStore.Kept;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * The decisions that have no row in the history, as rows of {@link UnpublishedStore}. Those of kind
 * {@code erased} are written by a delete-all.
 */
final class UnkeptReplies {

  private static final JsonMapper JSON = JsonMapper.shared();

  private UnkeptReplies() {}

  static Kept row(Defect defect) {
    return new Kept("dead-letter", JSON.writeValueAsString(defect));
  }

  static Kept row(Verdict verdict) {
    return new Kept("suppressed", verdict.label());
  }

  /**
   * Reads one.
   *
   * @param now when it was decided is not kept
   */
  static Decision decision(Kept kept, Instant now) {
    return switch (kept.kind()) {
      case "dead-letter" ->
          new Decision.DeadLetter(JSON.readValue(detail(kept.detail()), Defect.class));
      case "suppressed" -> new Decision.Judged(Verdict.of(detail(kept.detail())), null, now);
      case "erased" -> new Decision.Judged(Verdict.ERASED, null, now);
      default -> throw new IllegalStateException("unknown kind " + kept.kind());
    };
  }

  private static String detail(@Nullable String detail) {
    if (detail == null) {
      throw new IllegalStateException("a decision is kept without what was decided");
    }
    return detail;
  }
}
