package io.gatehouse.proof;

import io.gatehouse.topics.Topic;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * G5: from the outcome of a block until the command that ends it, no new message of the customer
 * comes to the agents; from that of a blacklisting, none comes to any queue. By append times; what
 * happens in the same millisecond has no order.
 */
final class Blocks {

  private static final Set<Topic> ALL_QUEUES = Set.copyOf(World.QUEUES);
  private static final Set<Topic> AGENTS_QUEUES =
      Set.of(Topic.TICKETS_INBOX, Topic.TICKETS_BOT, Topic.TICKETS_UNASSIGNED);

  /** When nothing may come; both ends excluded. */
  private record Ban(Entry outcome, long until, Set<Topic> queues) {}

  /** A command that was accepted. */
  private record Word(Entry command, Body.Command body, Entry outcome) {}

  private final World world;
  private final Findings findings;
  private final Map<String, List<Ban>> bans = new HashMap<>();

  private Blocks(World world, Findings findings) {
    this.world = world;
    this.findings = findings;
  }

  static void check(World world, Findings findings) {
    var check = new Blocks(world, findings);
    Predicate<Word> any = word -> true;
    Map<String, List<Word>> unblocks =
        check.accepted(Topic.COMMANDS_UNBLOCK, word -> word.body.ticketId() == null);
    check
        .accepted(Topic.COMMANDS_DELETE_ALL, any)
        .forEach(
            (key, words) -> unblocks.computeIfAbsent(key, k -> new ArrayList<>()).addAll(words));
    check.ban(check.accepted(Topic.COMMANDS_BLOCK, any), unblocks, AGENTS_QUEUES);
    check.ban(
        check.accepted(Topic.COMMANDS_BLACKLIST, word -> "add".equals(word.body.action())),
        check.accepted(Topic.COMMANDS_BLACKLIST, word -> "remove".equals(word.body.action())),
        ALL_QUEUES);
    World.QUEUES.forEach(check::messages);
  }

  /** The commands of a topic that were done or unchanged, by customer; not those sent again. */
  private Map<String, List<Word>> accepted(Topic topic, Predicate<Word> wanted) {
    Map<String, List<Word>> accepted = new HashMap<>();
    for (Entry command : world.on(topic)) {
      Entry outcome = world.outcomes().announcement(world.idOf(command));
      if (command.key() != null
          && command.body() instanceof Body.Command body
          && outcome != null
          && outcome.body() instanceof Body.Outcome said
          && said.holds()) {
        var word = new Word(command, body, outcome);
        if (wanted.test(word)) {
          accepted.computeIfAbsent(command.key(), any -> new ArrayList<>()).add(word);
        }
      }
    }
    return accepted;
  }

  private void ban(Map<String, List<Word>> words, Map<String, List<Word>> ends, Set<Topic> queues) {
    words.forEach(
        (customer, all) -> {
          for (Word word : all) {
            // The first that was given after the block: on a tie the block wins.
            long until =
                ends.getOrDefault(customer, List.of()).stream()
                    .mapToLong(end -> end.command.timestamp())
                    .filter(time -> time > word.command.timestamp())
                    .min()
                    .orElse(Long.MAX_VALUE);
            bans.computeIfAbsent(customer, any -> new ArrayList<>())
                .add(new Ban(word.outcome, until, queues));
          }
        });
  }

  private void messages(Topic queue) {
    for (Entry entry : world.on(queue)) {
      Body.Routed routed = entry.routed();
      if (routed == null || routed.restored() || entry.customer() == null) {
        continue;
      }
      for (Ban ban : bans.getOrDefault(entry.customer(), List.of())) {
        if (ban.queues.contains(queue)
            && entry.timestamp() > ban.outcome.timestamp()
            && entry.timestamp() < ban.until) {
          findings.add(entry, "comes after the outcome " + ban.outcome.position());
          break;
        }
      }
    }
  }
}
