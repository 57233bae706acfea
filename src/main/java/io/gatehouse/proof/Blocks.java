package io.gatehouse.proof;

import io.gatehouse.topics.Topic;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Predicate;

/**
 * G5: from the outcome of a block until the command that ends it, no new message of the customer
 * comes to the agents; from that of a blacklisting, none comes to any queue. Nor is a reply
 * delivered, after a block until a ticket is unblocked at least by itself. By append times; what
 * happens in the same millisecond has no order.
 */
final class Blocks {

  private static final Set<Topic> ALL_QUEUES = Set.copyOf(World.QUEUES);
  private static final Set<Topic> AGENTS_QUEUES =
      Set.of(Topic.TICKETS_INBOX, Topic.TICKETS_BOT, Topic.TICKETS_UNASSIGNED);

  private static final Set<Topic> REPLIES = Set.of(Topic.MESSAGES_DELIVER);

  /** When nothing may come; both ends excluded. */
  private record Ban(Entry outcome, long until, Set<Topic> topics) {}

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
    Map<String, List<Word>> blocks = check.accepted(Topic.COMMANDS_BLOCK, any);
    check.ban(blocks, unblocks, Blocks::endGivenAfter, AGENTS_QUEUES);
    check
        .accepted(Topic.COMMANDS_UNBLOCK, word -> word.body.ticketId() != null)
        .forEach(
            (key, words) -> unblocks.computeIfAbsent(key, k -> new ArrayList<>()).addAll(words));
    check.ban(blocks, unblocks, Blocks::endAnsweredAfter, REPLIES);
    Map<String, List<Word>> added =
        check.accepted(Topic.COMMANDS_BLACKLIST, word -> "add".equals(word.body.action()));
    Map<String, List<Word>> removed =
        check.accepted(Topic.COMMANDS_BLACKLIST, word -> "remove".equals(word.body.action()));
    check.ban(added, removed, Blocks::endGivenAfter, ALL_QUEUES);
    check.ban(added, removed, Blocks::endGivenAfter, REPLIES);
    World.QUEUES.forEach(check::newlyOn);
    check.newlyOn(Topic.MESSAGES_DELIVER);
  }

  /** Flags follow the times at which commands were given; on a tie the block wins. */
  private static boolean endGivenAfter(Word word, Word end) {
    return end.command.timestamp() > word.command.timestamp();
  }

  /** Tickets follow the commands as they are handled. */
  private static boolean endAnsweredAfter(Word word, Word end) {
    return end.outcome.timestamp() > word.command.timestamp();
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

  private void ban(
      Map<String, List<Word>> words,
      Map<String, List<Word>> ends,
      BiPredicate<Word, Word> ending,
      Set<Topic> topics) {
    words.forEach(
        (customer, all) -> {
          for (Word word : all) {
            long until =
                ends.getOrDefault(customer, List.of()).stream()
                    .filter(end -> ending.test(word, end))
                    .mapToLong(end -> end.command.timestamp())
                    .min()
                    .orElse(Long.MAX_VALUE);
            bans.computeIfAbsent(customer, any -> new ArrayList<>())
                .add(new Ban(word.outcome, until, topics));
          }
        });
  }

  private void newlyOn(Topic topic) {
    for (Entry entry : world.on(topic)) {
      Body.Routed routed = entry.routed();
      boolean live =
          entry.body() instanceof Body.Delivered || (routed != null && !routed.restored());
      if (!live || entry.customer() == null) {
        continue;
      }
      for (Ban ban : bans.getOrDefault(entry.customer(), List.of())) {
        if (ban.topics.contains(topic)
            && entry.timestamp() > ban.outcome.timestamp()
            && entry.timestamp() < ban.until) {
          findings.add(entry, "comes after the outcome " + ban.outcome.position());
          break;
        }
      }
    }
  }
}
