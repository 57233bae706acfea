package io.gatehouse.proof;

import io.gatehouse.topics.Topic;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** All that was read after a run, and where to find what in it. */
final class World {

  static final List<Topic> QUEUES =
      List.of(
          Topic.TICKETS_INBOX, Topic.TICKETS_BOT, Topic.TICKETS_UNASSIGNED, Topic.TICKETS_BLOCKED);

  static final List<Topic> COMMANDS =
      Arrays.stream(Topic.values()).filter(World::isCommandTopic).toList();

  private static final Comparator<Entry> BY_POSITION =
      Comparator.comparingInt(Entry::partition).thenComparingLong(Entry::offset);

  private final Map<Topic, List<Entry>> entries = new EnumMap<>(Topic.class);
  private final Map<Topic, String> topicIds;
  private final Map<String, Topic> topicsById = new HashMap<>();
  private final Database database;
  private final Answers answers;
  private final Answers replyAnswers;
  private final Rows rows;
  private final Outcomes outcomes;
  private final Deletions deletions;

  /** Entries in any order. */
  World(Map<Topic, List<Entry>> read, Map<Topic, String> topicIds, Database database) {
    for (Topic topic : Topic.values()) {
      List<Entry> sorted = new ArrayList<>(read.getOrDefault(topic, List.of()));
      sorted.sort(BY_POSITION);
      entries.put(topic, sorted);
    }
    this.topicIds = new EnumMap<>(topicIds);
    topicIds.forEach((topic, id) -> topicsById.put(id, topic));
    this.database = database;
    answers = Answers.toMessages(this);
    replyAnswers = Answers.toReplies(this);
    rows = new Rows(this);
    outcomes = new Outcomes(on(Topic.COMMANDS_OUTCOME));
    deletions = new Deletions(this);
  }

  /** In the order of partition and offset. */
  List<Entry> on(Topic topic) {
    return entries.getOrDefault(topic, List.of());
  }

  /** All records on the queues, one queue after the other. */
  Iterable<Entry> onQueues() {
    return () -> QUEUES.stream().flatMap(queue -> on(queue).stream()).iterator();
  }

  /** Its place in {@link #on}, or -1 if it is not there. */
  int indexOf(Topic topic, int partition, long offset) {
    List<Entry> all = on(topic);
    int low = 0;
    int high = all.size() - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      Entry entry = all.get(middle);
      int compared = Integer.compare(entry.partition(), partition);
      if (compared == 0) {
        compared = Long.compare(entry.offset(), offset);
      }
      if (compared == 0) {
        return middle;
      }
      if (compared < 0) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return -1;
  }

  int indexOf(Position position) {
    return indexOf(position.topic(), position.partition(), position.offset());
  }

  @Nullable Entry find(Position position) {
    int index = indexOf(position);
    return index < 0 ? null : on(position.topic()).get(index);
  }

  /** The {@code ce_id} of what answers this input. */
  EventId idOf(Entry input) {
    return new EventId(topicId(input.topic()), input.partition(), input.offset(), "");
  }

  /** The input that such an id answers; null if it names none. */
  @Nullable Entry inputOf(EventId id) {
    Topic topic = topicsById.get(id.source());
    return topic == null ? null : find(new Position(topic, id.partition(), id.offset()));
  }

  boolean isOf(Topic topic, EventId id) {
    return topicsById.get(id.source()) == topic;
  }

  String topicId(Topic topic) {
    return topicIds.getOrDefault(topic, "?");
  }

  Database database() {
    return database;
  }

  Answers answers() {
    return answers;
  }

  /** To what agents and BOTs say. */
  Answers replyAnswers() {
    return replyAnswers;
  }

  Rows rows() {
    return rows;
  }

  Outcomes outcomes() {
    return outcomes;
  }

  Deletions deletions() {
    return deletions;
  }

  /** When the message of a row was appended; far in the future if that is unknown. */
  long timeOf(Database.Message row) {
    Database.Source source = database.sources().get(row.source());
    Entry inbound =
        source == null
            ? null
            : inputOf(new EventId(source.topicId(), source.partition(), row.offset(), ""));
    return inbound == null ? Findings.UNKNOWN_TIME : inbound.timestamp();
  }

  /** All records about a customer, by append time. */
  List<Entry> story(String customer) {
    List<Entry> story = new ArrayList<>();
    for (List<Entry> all : entries.values()) {
      for (Entry entry : all) {
        if (Objects.equals(entry.customer(), customer)) {
          story.add(entry);
        }
      }
    }
    story.sort(Comparator.comparingLong(Entry::timestamp));
    return story;
  }

  /** The name of a command in its outcome. */
  static String kind(Topic commandTopic) {
    return commandTopic.contractName().substring("commands.".length());
  }

  /** The name of a queue in headers and in the database. */
  static String queue(Topic queueTopic) {
    return queueTopic.contractName().substring("tickets.".length());
  }

  private static boolean isCommandTopic(Topic topic) {
    String name = topic.contractName();
    return name.startsWith("commands.")
        && !name.endsWith("-dlt")
        && topic != Topic.COMMANDS_OUTCOME;
  }
}
