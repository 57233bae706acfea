package io.gatehouse.history;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * How long the history is kept.
 *
 * @param keep messages and replies older than this are dropped, a period at a time; 30 days or
 *     more, because topics keep records so long that may be replayed, restored or erased. What is
 *     within {@code gatehouse.duplicates.window} stays. Without it, everything stays
 */
@ConfigurationProperties("gatehouse.history")
public record HistorySettings(@Nullable Duration keep) {

  public HistorySettings {
    if (keep != null && keep.compareTo(Duration.ofDays(30)) < 0) {
      throw new IllegalArgumentException("gatehouse.history.keep must be 30 days or more");
    }
  }
}
