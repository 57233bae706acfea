package io.gatehouse.tools;

import io.gatehouse.deadletters.DeadLetter;
import io.gatehouse.topics.Topic;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which dead letters. */
final class DeadLetterFilter {

  @Option(
      names = "--topic",
      paramLabel = "TOPIC",
      description = "Of this input topic; repeat it for several (default: of all).")
  List<String> topics = new ArrayList<>();

  @Option(
      names = "--code",
      paramLabel = "CODE",
      description = "With this code: key-missing, key-mismatch, not-json, invalid, too-large.")
  List<String> codes = new ArrayList<>();

  @Option(
      names = "--field",
      paramLabel = "FIELD",
      description = "Whose message names this field, for example channel.")
  @Nullable String field;

  @Option(
      names = "--since",
      paramLabel = "TIME",
      description = "Put there so long ago or later: 2h, 2026-11-21T10:00:00Z.")
  @Nullable String since;

  boolean isEmpty() {
    return topics.isEmpty() && codes.isEmpty() && field == null && since == null;
  }

  void forEach(Installation installation, Clock clock, Consumer<DeadLetter> taker) {
    List<Topic> inputs =
        topics.isEmpty()
            ? DeadLetterLog.inputs()
            : topics.stream().map(DeadLetterLog::input).distinct().toList();
    Instant from = since == null ? null : Times.ago("--since", since, clock);
    DeadLetterLog.forEach(
        installation,
        inputs,
        from,
        letter -> {
          if (matches(letter)) {
            taker.accept(letter);
          }
        });
  }

  private boolean matches(DeadLetter letter) {
    return (codes.isEmpty() || codes.contains(letter.code()))
        && (field == null || letter.message().startsWith(field + ":"));
  }
}
