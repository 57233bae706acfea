package io.gatehouse.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.outbound.GateRules.Facts;
import io.gatehouse.tickets.Queue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Holds the rules against the table of messages.outbound.yaml, for everything that can be true at
 * once.
 */
class GateRulesTest {

  /**
   * "any" where the rule does not look; what the rules above have taken is said, so that the rows
   * do not overlap and their order does not matter here.
   */
  private static final String TABLE =
      """
      duplicate | blacklisted | deleted | conversation             | closed | becomes
      yes       | any         | any     | any                      | any    | duplicate
      no        | yes         | any     | any                      | any    | blacklisted
      no        | no          | yes     | any                      | any    | deleted
      no        | no          | no      | none                     | any    | unknown-ticket
      no        | no          | no      | blocked                  | any    | blocked
      no        | no          | no      | inbox, bot or unassigned | yes    | closed
      no        | no          | no      | inbox, bot or unassigned | no     | delivered
      """;

  private static final List<String[]> ROWS =
      TABLE.lines().skip(1).map(line -> line.strip().split(" *\\| *", -1)).toList();

  @ParameterizedTest
  @MethodSource("everythingThatCanBeTrueAtOnce")
  void decidesAsTheTableSays(Facts facts) {
    List<String[]> matching = ROWS.stream().filter(row -> matches(row, facts)).toList();
    assertThat(matching).as("rows of the table for %s", facts).hasSize(1);

    assertThat(GateRules.decide(facts).label()).isEqualTo(matching.getFirst()[5]);
  }

  static List<Facts> everythingThatCanBeTrueAtOnce() {
    boolean[] noAndYes = {false, true};
    List<@Nullable Queue> queues =
        Arrays.asList(null, Queue.INBOX, Queue.BOT, Queue.UNASSIGNED, Queue.BLOCKED);
    List<Facts> all = new ArrayList<>();
    for (boolean duplicate : noAndYes) {
      for (boolean blacklisted : noAndYes) {
        for (boolean deleted : noAndYes) {
          for (Queue queue : queues) {
            for (boolean closed : noAndYes) {
              all.add(new Facts(duplicate, blacklisted, deleted, queue, closed));
            }
          }
        }
      }
    }
    return all;
  }

  private static boolean matches(String[] row, Facts facts) {
    Queue queue = facts.queue();
    return says(row[0], yes(facts.acceptedBefore()))
        && says(row[1], yes(facts.blacklisted()))
        && says(row[2], yes(facts.deleted()))
        && says(row[3], queue == null ? "none" : queue.label())
        && says(row[4], yes(facts.closed()));
  }

  private static boolean says(String cell, String fact) {
    return cell.equals("any") || List.of(cell.split(", | or ", -1)).contains(fact);
  }

  private static String yes(boolean fact) {
    return fact ? "yes" : "no";
  }
}
