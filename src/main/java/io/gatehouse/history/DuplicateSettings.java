package io.gatehouse.history;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How a message that was accepted before is known again.
 *
 * @param window a message that comes again within this time is a duplicate; at least a day
 * @param key secret that the ids are hashed with, the same as long as the database lives. Without
 *     it, one is made at the first start and kept in the database
 */
@ConfigurationProperties("gatehouse.duplicates")
public record DuplicateSettings(@DefaultValue("30d") Duration window, @Nullable String key) {

  public DuplicateSettings {
    if (window.compareTo(Duration.ofDays(1)) < 0) {
      throw new IllegalArgumentException("gatehouse.duplicates.window must be a day or more");
    }
    if (key != null && key.length() < 16) {
      throw new IllegalArgumentException(
          "gatehouse.duplicates.key must have 16 characters or more");
    }
  }

  @Override
  public String toString() {
    return "DuplicateSettings[window=" + window + "]"; // never the key
  }
}
