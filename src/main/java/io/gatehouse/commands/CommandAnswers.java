package io.gatehouse.commands;

import io.gatehouse.progress.Publications;
import io.gatehouse.progress.SourcePartition;
import io.gatehouse.topics.Topics;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Posts a command and waits for its outcome, or looks for it later. An outcome is told only when it
 * is announced: from then on the guarantees hold that go with it.
 */
@Component
public class CommandAnswers {

  /** What can be said about a command. */
  public sealed interface Answer {

    /** Its outcome, which has been announced. */
    record Announced(JsonNode outcome) implements Answer {}

    /** It is not announced yet. */
    record Pending() implements Answer {}

    /** Nobody posted it, or it was no valid command, or that is too long ago. */
    record Unknown() implements Answer {}
  }

  /** A command that was posted, and its outcome if it came in time. */
  public record Reply(PostedCommand command, Optional<JsonNode> outcome) {}

  private static final JsonMapper JSON = JsonMapper.shared();

  private final CommandPost post;
  private final OutcomeWatch watch;
  private final CommandStore store;
  private final CommandKinds kinds;
  private final Publications publications;
  private final Topics topics;

  CommandAnswers(
      CommandPost post,
      OutcomeWatch watch,
      CommandStore store,
      CommandKinds kinds,
      Publications publications,
      Topics topics) {
    this.post = post;
    this.watch = watch;
    this.store = store;
    this.kinds = kinds;
    this.publications = publications;
    this.topics = topics;
  }

  /** Makes ready for those who will ask; returns at once. */
  public void prepare() {
    watch.start();
  }

  /** Posts a command that has been checked, see {@link CommandPost#post}. */
  public Reply ask(String kind, ObjectNode body, Duration atMost) {
    long deadline = System.nanoTime() + atMost.toNanos();
    String key = body.required(kinds.get(kind).keyField()).stringValue();
    String commandId = body.required("commandId").stringValue();
    try (var expected = watch.expect(kind, key, commandId, atMost)) {
      PostedCommand posted = post.post(kind, body);
      OutcomeWatch.Announcement announced;
      do {
        announced = expected.next(Duration.ofNanos(deadline - System.nanoTime()));
      } while (announced != null && !isFor(posted, announced));
      return new Reply(posted, Optional.ofNullable(announced).map(one -> one.outcome()));
    }
  }

  /**
   * Two commands with one id are answered under that id, and each has to hear its own answer: that
   * of its record or, if it was sent again with the same content, that of the first.
   */
  private boolean isFor(PostedCommand posted, OutcomeWatch.Announcement announced) {
    return posted.isAnsweredBy(announced.eventId())
        || store
            .find(posted.kind(), posted.key(), posted.commandId())
            .map(
                first ->
                    first.eventId().equals(announced.eventId())
                        && Arrays.equals(first.contentHash(), posted.contentHash()))
            .orElse(false);
  }

  /**
   * Looks for the outcome of a command.
   *
   * @param position where its record is ({@link PostedCommand#position}); without it, a command
   *     that nobody has decided yet is not known
   */
  public Answer find(String kind, String key, String commandId, @Nullable Position position) {
    Optional<CommandHandler> handler = kinds.find(kind);
    if (handler.isEmpty()) {
      return new Answer.Unknown();
    }
    Optional<StoredCommand> stored = store.find(kind, key, commandId);
    if (stored.isPresent()) {
      StoredCommand command = stored.get();
      SourcePartition source = command.source();
      return isPublished(kind, source.topicPartition(), command.offset())
          ? new Answer.Announced(JSON.readTree(command.outcome()))
          : new Answer.Pending();
    }
    if (position == null) {
      return new Answer.Unknown();
    }
    var partition = new TopicPartition(topics.name(handler.get().topic()), position.partition());
    if (!isPublished(kind, partition, position.offset())) {
      return new Answer.Pending();
    }
    // decided and announced since the first look, or never to be
    return store
        .find(kind, key, commandId)
        .<Answer>map(command -> new Answer.Announced(JSON.readTree(command.outcome())))
        .orElseGet(Answer.Unknown::new);
  }

  /** Where a record is on its topic. */
  public record Position(int partition, long offset) {}

  private boolean isPublished(String kind, TopicPartition partition, long offset) {
    return publications.isPublished("gatehouse." + kind, partition, offset);
  }
}
