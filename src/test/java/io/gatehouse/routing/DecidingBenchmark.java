package io.gatehouse.routing;

import io.gatehouse.tickets.Queue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** From a customer's state to the decision for one message, by the rule that decides. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class DecidingBenchmark {

  @Param({"BLACKLISTED", "BLOCKED", "ASSIGNED", "OPEN_TICKET", "NO_BOT"})
  private String rule = "";

  private BatchState.@Nullable Customer customer;

  /** Makes a customer for whom that rule decides. */
  @Setup
  public void customer() {
    customer =
        new BatchState.Customer(
            1, rule.equals("BLOCKED"), rule.equals("BLACKLISTED"), false, false);
    switch (rule) {
      case "ASSIGNED" -> open(customer, Queue.INBOX);
      case "OPEN_TICKET" -> open(customer, Queue.UNASSIGNED);
      default -> {
        // no ticket
      }
    }
  }

  private static void open(BatchState.Customer customer, Queue queue) {
    customer.tickets.add(new BatchState.Ticket(1, "whatsapp", queue, "agent-7", 1L));
  }

  @Benchmark
  public Object decide() {
    var known = customer;
    if (known == null) {
      throw new IllegalStateException("no customer");
    }
    var ordinary = known.open("whatsapp", false);
    return RoutingRules.decide(
        new RoutingRules.Facts(
            false,
            known.blacklisted,
            known.blocked,
            ordinary == null ? null : ordinary.queue,
            false));
  }
}
