package io.gatehouse.proof;

import io.gatehouse.topics.Topic;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** G3: on each queue, a customer's routed messages are in the order of their inbound partition. */
final class Order {

  private record Line(@Nullable String customer, int inboundPartition) {}

  private Order() {}

  static void check(World world, Findings findings) {
    World.QUEUES.forEach(queue -> check(world, queue, findings));
  }

  private static void check(World world, Topic queue, Findings findings) {
    Map<Line, Entry> last = new HashMap<>();
    for (Entry entry : world.on(queue)) {
      Body.Routed routed = entry.routed();
      if (routed == null || routed.restored()) {
        continue;
      }
      var line = new Line(entry.customer(), routed.origin().partition());
      Entry before = last.put(line, entry);
      Body.Routed earlier = before == null ? null : before.routed();
      if (before == null || earlier == null) {
        continue;
      }
      if (before.partition() != entry.partition()) {
        findings.add(
            entry, "is in another partition than %s of its customer".formatted(before.position()));
      } else if (routed.origin().offset() < earlier.origin().offset()) {
        findings.add(
            entry,
            "of %s comes after %s of %s"
                .formatted(routed.origin(), before.position(), earlier.origin()));
      }
    }
  }
}
