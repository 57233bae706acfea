package io.gatehouse.proof;

import io.gatehouse.topics.Topic;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * G3: on each queue, a customer's routed messages are in the order of their inbound partition; and
 * the replies delivered to them in that of their outbound partition.
 */
final class Order {

  private record Line(@Nullable String customer, int inputPartition) {}

  private Order() {}

  static void check(World world, Findings findings) {
    World.QUEUES.forEach(queue -> check(world, queue, findings));
    check(world, Topic.MESSAGES_DELIVER, findings);
  }

  /** Of what has an order here. */
  private static @Nullable Position origin(Entry entry) {
    return switch (entry.body()) {
      case Body.Routed routed -> routed.restored() ? null : routed.origin();
      case Body.Delivered delivered -> delivered.origin();
      default -> null;
    };
  }

  private static void check(World world, Topic topic, Findings findings) {
    Map<Line, Entry> last = new HashMap<>();
    for (Entry entry : world.on(topic)) {
      Position origin = origin(entry);
      if (origin == null) {
        continue;
      }
      var line = new Line(entry.customer(), origin.partition());
      Entry before = last.put(line, entry);
      Position earlier = before == null ? null : origin(before);
      if (before == null || earlier == null) {
        continue;
      }
      if (before.partition() != entry.partition()) {
        findings.add(
            entry, "is in another partition than %s of its customer".formatted(before.position()));
      } else if (origin.offset() < earlier.offset()) {
        findings.add(
            entry, "of %s comes after %s of %s".formatted(origin, before.position(), earlier));
      }
    }
  }
}
