package io.gatehouse.proof;

import io.gatehouse.topics.Topic;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** For each record on {@code messages.inbound} its row in {@code message}. */
final class Rows {

  private final Database.@Nullable Message[] first;
  private final List<Database.Message> further = new ArrayList<>();
  private final List<Database.Message> unasked = new ArrayList<>();

  Rows(World world) {
    first = new Database.Message[world.on(Topic.MESSAGES_INBOUND).size()];
    String inbound = world.topicId(Topic.MESSAGES_INBOUND);
    for (Database.Message row : world.database().messages()) {
      Database.Source source = world.database().sources().get(row.source());
      int index =
          source != null && source.topicId().equals(inbound)
              ? world.indexOf(Topic.MESSAGES_INBOUND, source.partition(), row.offset())
              : -1;
      if (index < 0) {
        unasked.add(row);
      } else if (first[index] == null) {
        first[index] = row;
      } else {
        further.add(row);
      }
    }
  }

  /** The row of the record at this place in {@link World#on}. */
  Database.@Nullable Message of(int index) {
    return first[index];
  }

  /** Second and later rows of one record. */
  List<Database.Message> further() {
    return further;
  }

  /** Rows of records that are not there. */
  List<Database.Message> unasked() {
    return unasked;
  }
}
