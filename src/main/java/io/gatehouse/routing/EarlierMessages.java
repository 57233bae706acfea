package io.gatehouse.routing;

import io.gatehouse.history.AcceptedMessages;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which messages of a customer may be in earlier periods of the history. Nothing is added there any
 * more, so what was read once tells for as long as the period lasts that a message is not among
 * them. What has been deleted since, or left the window for duplicates, is still in it.
 */
final class EarlierMessages {

  private boolean asked;
  private boolean read;
  private long @Nullable [] fingerprints;

  /** Whoever writes once is looked up once; to read them pays for whoever comes again. */
  boolean areWorthReading() {
    return asked && !read;
  }

  /** At most one more than {@link AcceptedMessages#FEW}: then it may be any. */
  void are(List<Long> found) {
    read = true;
    fingerprints =
        found.size() > AcceptedMessages.FEW
            ? null
            : found.stream().mapToLong(Long::longValue).toArray();
  }

  boolean mayHold(long fingerprint) {
    asked = true;
    return fingerprints == null
        || Arrays.stream(fingerprints).anyMatch(earlier -> earlier == fingerprint);
  }
}
