package io.gatehouse.reading;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All about one customer.
 *
 * @param openConversations those that the reader may see
 */
public record CustomerProfile(
    String customerId,
    Instant createdAt,
    Instant lastActivityAt,
    Profile profile,
    List<String> tags,
    @Nullable Block blocked,
    @Nullable Blacklisting blacklisted,
    List<Conversation> openConversations,
    Counters counters) {

  /** What connectors sent and agents edited. */
  public record Profile(
      @Nullable String nickname,
      @Nullable String realName,
      @Nullable String phone,
      @Nullable String qq,
      @Nullable String email,
      @Nullable String company,
      @Nullable String note) {}

  /**
   * Marked as spam: by whom, when, why.
   *
   * @param until when it ends by itself, null for never
   */
  public record Block(
      String by, Instant at, @Nullable String reason, @Nullable Instant until, String commandId) {}

  /** Cannot have conversations: by whom, when, why. */
  public record Blacklisting(String by, Instant at, String reason) {}

  /**
   * How often.
   *
   * @param conversations all that the reader may see
   * @param byChannel the same by channel
   * @param averageRating null if there is none
   */
  public record Counters(
      long conversations, Map<String, Long> byChannel, long rated, @Nullable Double averageRating) {

    public Counters {
      byChannel = Map.copyOf(byChannel);
    }
  }

  public CustomerProfile {
    tags = List.copyOf(tags);
    openConversations = List.copyOf(openConversations);
  }
}
