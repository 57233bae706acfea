package io.gatehouse.proof;

import io.gatehouse.topics.Topic;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What the checker has seen, and what it has found. {@link #toString} is for people. */
public final class Report {

  private static final int STORY_LINES = 120;

  private final World world;
  private final List<Findings> findings;
  private final List<String> notes;

  Report(World world, Collection<Findings> findings, List<String> notes) {
    this.world = world;
    this.findings = List.copyOf(findings);
    this.notes = List.copyOf(notes);
  }

  /** Nothing breaks any property. */
  public boolean clean() {
    return findings.stream().allMatch(found -> found.count() == 0);
  }

  /** The first violation of each property that is broken. */
  public List<Violation> first() {
    return findings.stream().flatMap(found -> found.first().stream()).toList();
  }

  public Optional<Violation> first(Property property) {
    return first().stream().filter(violation -> violation.property() == property).findFirst();
  }

  /** In order of append time, at most a thousand for each property. */
  public List<Violation> violations() {
    return findings.stream().flatMap(found -> found.earliest().stream()).toList();
  }

  public long records(Topic topic) {
    return world.on(topic).size();
  }

  public long messageRows() {
    return world.database().messages().size();
  }

  /** Outcomes announced, by command, status and code; those of commands sent again not counted. */
  public Map<String, Integer> outcomes() {
    Map<String, Integer> counts = new TreeMap<>();
    for (List<Entry> all : world.outcomes().byId().values()) {
      if (all.getFirst().body() instanceof Body.Outcome outcome) {
        String code = outcome.code() == null ? "" : " " + outcome.code();
        counts.merge(outcome.command() + ' ' + outcome.status() + code, 1, Integer::sum);
      }
    }
    return counts;
  }

  /** Messages and replies, by what became of them and why. */
  public Map<String, Integer> messages() {
    Map<String, Integer> counts = new TreeMap<>();
    for (Entry entry : world.onQueues()) {
      Body.Routed routed = entry.routed();
      if (routed != null) {
        counts.merge(routed.queue() + ' ' + routed.reason(), 1, Integer::sum);
      }
    }
    for (Entry entry : world.on(Topic.MESSAGES_DELIVER)) {
      if (entry.body() instanceof Body.Delivered delivered) {
        counts.merge("delivered " + delivered.reason(), 1, Integer::sum);
      }
    }
    for (Entry entry : world.on(Topic.MESSAGES_SUPPRESSED)) {
      if (entry.body() instanceof Body.Suppressed suppressed) {
        counts.merge("suppressed " + suppressed.reason(), 1, Integer::sum);
      }
    }
    return counts;
  }

  /** What happened to the customer of a violation, by append time. */
  public List<String> story(Violation violation) {
    @Nullable String customer = violation.customer();
    if (customer == null) {
      return List.of();
    }
    List<Entry> all = world.story(customer);
    int at = 0;
    while (at < all.size() && all.get(at).timestamp() < violation.at()) {
      at++;
    }
    int from = Math.max(0, Math.min(at - STORY_LINES * 2 / 3, all.size() - STORY_LINES));
    int to = Math.min(all.size(), from + STORY_LINES);
    List<String> story = new ArrayList<>();
    if (from > 0) {
      story.add("... %d records before".formatted(from));
    }
    for (Entry entry : all.subList(from, to)) {
      boolean culprit = entry.position().toString().equals(violation.record());
      story.add((culprit ? "> " : "  ") + entry);
    }
    if (to < all.size()) {
      story.add("... %d records after".formatted(all.size() - to));
    }
    return story;
  }

  @Override
  public String toString() {
    var text = new StringBuilder("Read at " + Instant.now() + "\n");
    Map<String, Object> counts = new LinkedHashMap<>();
    for (Topic topic : Topic.values()) {
      counts.put(topic.contractName(), records(topic));
    }
    section(text, "records", counts);
    section(text, "messages", messages());
    section(text, "outcomes", outcomes());
    Database database = world.database();
    section(
        text,
        "rows",
        Map.of(
            "message", database.messages().size(),
            "outbound_message", database.replies().size(),
            "ticket", database.tickets().size(),
            "customer", database.customers().size(),
            "command", database.commands().size()));
    notes.forEach(note -> text.append("note: ").append(note).append('\n'));
    for (Findings found : findings) {
      text.append("%-25s %s%n".formatted(found.property().label(), verdict(found)));
    }
    for (Violation violation : first()) {
      text.append("\nFirst of ").append(violation).append('\n');
      story(violation).forEach(line -> text.append("  ").append(line).append('\n'));
    }
    return text.toString();
  }

  private static String verdict(Findings found) {
    return found.count() == 0 ? "holds" : found.count() + " violation(s)";
  }

  private static void section(StringBuilder text, String title, Map<String, ?> counts) {
    text.append(title).append(":\n");
    counts.forEach((name, count) -> text.append("  %-32s %s%n".formatted(name, count)));
  }
}
