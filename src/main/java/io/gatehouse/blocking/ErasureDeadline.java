package io.gatehouse.blocking;

import io.gatehouse.topics.Topic;
import io.gatehouse.topics.TopicDefinition;
import io.gatehouse.topics.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * When the last copy of an erased message is gone from the log ({@code erasedFromLogBy}).
 *
 * <p>A record on {@code tickets.blocked} goes when its segment is compacted after its tombstone,
 * but an idle partition never closes its segment: there, as on the topics without compaction,
 * retention is the bound. Kafka deletes whole segments by their newest record, so a copy stays for
 * the retention after the segment was closed at the latest.
 */
@Component
class ErasureDeadline {

  /** Kafka looks for expired segments every five minutes and removes their files a minute later. */
  private static final Duration CLEANING = Duration.ofMinutes(10);

  private final Duration longest;

  ErasureDeadline(Topics topics) {
    longest =
        Stream.of(
                Topic.MESSAGES_INBOUND,
                Topic.MESSAGES_OUTBOUND,
                Topic.MESSAGES_DELIVER,
                Topic.MESSAGES_SUPPRESSED,
                Topic.TICKETS_INBOX,
                Topic.TICKETS_BOT,
                Topic.TICKETS_UNASSIGNED,
                Topic.TICKETS_BLOCKED)
            .map(topics::definition)
            .map(topic -> millis(topic, "retention.ms").plus(millis(topic, "segment.ms")))
            .max(Comparator.naturalOrder())
            .orElseThrow();
  }

  Instant after(Instant deletion) {
    return deletion.plus(longest).plus(CLEANING);
  }

  private static Duration millis(TopicDefinition topic, String key) {
    String value = topic.config().get(key);
    if (value == null) {
      throw new IllegalStateException("topics/%s.yaml must set %s".formatted(topic.name(), key));
    }
    return Duration.ofMillis(Long.parseLong(value));
  }
}
