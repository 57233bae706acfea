package io.gatehouse.reading;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A customer in a list.
 *
 * @param lastActivityAt when they last wrote in a conversation, to the minute
 */
public record CustomerSummary(
    String customerId,
    @Nullable String nickname,
    @Nullable String realName,
    List<String> tags,
    boolean blocked,
    boolean blacklisted,
    Instant createdAt,
    Instant lastActivityAt) {

  public CustomerSummary {
    tags = List.copyOf(tags);
  }
}
