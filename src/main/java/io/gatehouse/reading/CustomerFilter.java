package io.gatehouse.reading;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which customers. Null: does not matter.
 *
 * @param from created at or after
 * @param to created before
 * @param name nickname or real name, however it is spelt, or a part of it
 * @param id the id, or a part of it
 */
public record CustomerFilter(
    @Nullable Instant from,
    @Nullable Instant to,
    @Nullable String tag,
    @Nullable String name,
    @Nullable String id,
    @Nullable Boolean blocked,
    @Nullable Boolean blacklisted) {

  boolean searches() {
    return name != null || id != null;
  }
}
