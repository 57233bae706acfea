package io.gatehouse.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;

/**
 * The meters of Gatehouse. No tag has a customer, a ticket or content in it.
 *
 * <table>
 * <caption>Meters</caption>
 * <tr><th>name</th><th>meaning</th><th>alert when</th></tr>
 * <tr><td>gatehouse.messages{outcome,reason}</td><td>messages routed: outcome is a queue, suppressed or dead-letter; counted
 * when published</td><td>dead-letter rises: look at the dead letters</td></tr>
 * <tr><td>gatehouse.message.delay</td><td>from the append of a message to its routing being committed</td><td>p99 above what
 * agents bear, or it rises while the lag rises</td></tr>
 * <tr><td>gatehouse.messages.rewound</td><td>messages read again that are known to be published, so nothing was sent</td>
 * <td>above 0: somebody rewound the group</td></tr>
 * <tr><td>gatehouse.replies{outcome,reason}</td><td>what agents and BOTs say: outcome is delivered, suppressed or
 * dead-letter; the reason of what is delivered is who says it; counted when published</td><td>dead-letter rises</td></tr>
 * <tr><td>gatehouse.reply.delay</td><td>from the append of a reply to its decision being committed</td><td>p99 above a
 * second</td></tr>
 * <tr><td>gatehouse.replies.rewound</td><td>as gatehouse.messages.rewound</td><td>above 0</td></tr>
 * <tr><td>gatehouse.commands{command,status,code}</td><td>commands answered; a command sent again counts again; dead letters
 * have status dead-letter</td><td>rejected or dead-letter rises</td></tr>
 * <tr><td>gatehouse.command.delay{command}</td><td>from the append of a command to its outcome being committed</td><td>p99
 * above a second</td></tr>
 * <tr><td>gatehouse.commands.rewound{command}</td><td>as gatehouse.messages.rewound</td><td>above 0</td></tr>
 * <tr><td>gatehouse.tickets.open{queue}</td><td>open tickets, counted in the database every so often</td><td>unassigned
 * grows</td></tr>
 * <tr><td>gatehouse.activity.dropped</td><td>times of last messages that were not noted, because more came than can be
 * written</td><td>it rises for an hour: the lists of queues and customers are not sorted as they should be</td></tr>
 * <tr><td>gatehouse.live.listeners</td><td>who listens to the live stream of this worker</td><td>near 1,000, when a worker
 * takes no more</td></tr>
 * <tr><td>gatehouse.ready</td><td>1 while readiness is UP, looked at every 5 s</td><td>0 for minutes: readiness says
 * why</td></tr>
 * <tr><td>gatehouse.consumer.waiting{consumer}</td><td>1 while a consumer waits for the database, the broker or help</td>
 * <td>1 for a minute: readiness says for what</td></tr>
 * </table>
 *
 * <p>The alerts themselves are {@code deploy/prometheus/alerts.yml}. A counter whose tags are known
 * beforehand is there from the start, at 0: otherwise its first increment would be no increase.
 */
@Component
public class GatehouseMeters {

  private record MessageTags(String meter, String outcome, String reason) {}

  private record CommandTags(String command, String status, String code) {}

  private static final Duration[] DELAYS = {
    Duration.ofMillis(5), Duration.ofMillis(10), Duration.ofMillis(25), Duration.ofMillis(50),
        Duration.ofMillis(100),
    Duration.ofMillis(250), Duration.ofMillis(500), Duration.ofSeconds(1), Duration.ofMillis(2500),
        Duration.ofSeconds(5),
    Duration.ofSeconds(10), Duration.ofSeconds(30), Duration.ofMinutes(1), Duration.ofMinutes(5),
        Duration.ofMinutes(30)
  };

  private final MeterRegistry registry;
  private final Map<MessageTags, Counter> messages = new ConcurrentHashMap<>();
  private final Map<CommandTags, Counter> commands = new ConcurrentHashMap<>();
  private final Timer messageDelay;
  private final Counter messagesRewound;
  private final Timer replyDelay;
  private final Counter repliesRewound;
  private final Counter activityDropped;

  GatehouseMeters(MeterRegistry registry) {
    this.registry = registry;
    messageDelay =
        Timer.builder("gatehouse.message.delay").serviceLevelObjectives(DELAYS).register(registry);
    messagesRewound = Counter.builder("gatehouse.messages.rewound").register(registry);
    replyDelay =
        Timer.builder("gatehouse.reply.delay").serviceLevelObjectives(DELAYS).register(registry);
    repliesRewound = Counter.builder("gatehouse.replies.rewound").register(registry);
    activityDropped = Counter.builder("gatehouse.activity.dropped").register(registry);
  }

  /** Messages published with this outcome. */
  public void messages(String outcome, String reason, long count) {
    count("gatehouse.messages", outcome, reason, count);
  }

  /** Replies published with this outcome. */
  public void replies(String outcome, String reason, long count) {
    count("gatehouse.replies", outcome, reason, count);
  }

  private void count(String meter, String outcome, String reason, long count) {
    messages
        .computeIfAbsent(
            new MessageTags(meter, outcome, reason),
            tags ->
                Counter.builder(tags.meter)
                    .tag("outcome", tags.outcome)
                    .tag("reason", tags.reason)
                    .register(registry))
        .increment((double) count);
  }

  /** In milliseconds. */
  public void messageDelay(long delay) {
    messageDelay.record(delay, TimeUnit.MILLISECONDS);
  }

  public void messagesRewound(long count) {
    messagesRewound.increment((double) count);
  }

  public void replyDelay(Duration delay) {
    replyDelay.record(delay);
  }

  public void repliesRewound(long count) {
    repliesRewound.increment((double) count);
  }

  public void activityDropped() {
    activityDropped.increment();
  }

  /** A command answered; {@code code} is empty unless it was rejected or dead-lettered. */
  public void command(String command, String status, String code) {
    commands(command, status, code, 1);
  }

  /** Commands answered so. */
  public void commands(String command, String status, String code, long count) {
    commands
        .computeIfAbsent(
            new CommandTags(command, status, code),
            tags ->
                Counter.builder("gatehouse.commands")
                    .tag("command", tags.command)
                    .tag("status", tags.status)
                    .tag("code", tags.code)
                    .register(registry))
        .increment((double) count);
  }

  public void commandDelay(String command, Duration delay) {
    Timer.builder("gatehouse.command.delay")
        .tag("command", command)
        .serviceLevelObjectives(DELAYS)
        .register(registry)
        .record(delay);
  }

  public void commandsRewound(String command, long count) {
    Counter.builder("gatehouse.commands.rewound")
        .tag("command", command)
        .register(registry)
        .increment((double) count);
  }
}
