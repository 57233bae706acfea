package io.gatehouse.tools;

import io.gatehouse.deadletters.DeadLetter;
import io.gatehouse.topics.Topic;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** The dead letters there are now. */
final class DeadLetterLog {

  /** The order in which they came, as far as the parts of the log have one. */
  static final Comparator<DeadLetter> BY_TIME =
      Comparator.comparing(DeadLetter::at)
          .thenComparingInt(letter -> letter.source().partition())
          .thenComparingLong(letter -> letter.source().offset());

  /** Where a dead letter is. */
  record Place(Topic input, int partition, long offset) {

    static Place of(DeadLetter letter) {
      return new Place(letter.input(), letter.source().partition(), letter.source().offset());
    }

    /** As {@link #toString} has it; the {@code -dlt} may be left out. */
    static Place parse(String text) {
      String[] parts = text.split(":", -1);
      if (parts.length == 3) {
        try {
          return new Place(
              DeadLetterLog.input(parts[0]), Integer.parseInt(parts[1]), Long.parseLong(parts[2]));
        } catch (NumberFormatException e) {
          // said below
        }
      }
      throw new ToolException(
          Exit.USAGE,
          "'%s' is no position such as messages.inbound-dlt:3:17; see: dead-letters list"
              .formatted(text));
    }

    @Override
    public String toString() {
      return "%s:%d:%d".formatted(input.deadLetters().contractName(), partition, offset);
    }
  }

  private DeadLetterLog() {}

  /** The topics that have dead letters. */
  static List<Topic> inputs() {
    return Arrays.stream(Topic.values())
        .filter(topic -> topic.name().endsWith("_DLT"))
        .map(DeadLetterLog::inputOf)
        .toList();
  }

  /** An input topic by its name in the contract, or by that of its dead letters. */
  static Topic input(String name) {
    return inputs().stream()
        .filter(
            topic ->
                topic.contractName().equals(name)
                    || topic.deadLetters().contractName().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new ToolException(
                    Exit.USAGE, "no topic with dead letters is called '%s'".formatted(name)));
  }

  private static Topic inputOf(Topic deadLetters) {
    return Topic.valueOf(
        deadLetters.name().substring(0, deadLetters.name().length() - "_DLT".length()));
  }

  static DeadLetter find(Installation installation, Place place) {
    try (var reader = new TopicReader(installation, List.of(place.input().deadLetters()))) {
      return reader
          .at(place.partition(), place.offset())
          .map(seen -> new DeadLetter(place.input(), seen.source()))
          .orElseThrow(() -> new ToolException(Exit.FAILED, "there is nothing at " + place));
    }
  }

  /** Takes all that are there now, or those since then. */
  static void forEach(
      Installation installation,
      Collection<Topic> inputs,
      @Nullable Instant since,
      Consumer<DeadLetter> taker) {
    List<Topic> topics = inputs.stream().map(Topic::deadLetters).toList();
    try (var reader = new TopicReader(installation, topics)) {
      if (since == null) {
        reader.fromBeginning();
      } else {
        reader.from(since);
      }
      Map<TopicPartition, Long> ends = reader.ends();
      while (!reader.isAt(ends)) {
        for (TopicReader.Seen seen : reader.poll(Duration.ofMillis(200))) {
          taker.accept(new DeadLetter(inputOf(seen.topic()), seen.source()));
        }
      }
    }
  }
}
