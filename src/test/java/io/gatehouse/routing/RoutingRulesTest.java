package io.gatehouse.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.routing.RoutingRules.Facts;
import io.gatehouse.routing.RoutingRules.Route;
import io.gatehouse.tickets.Queue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds the rules against the table of behaviour.md, for everything that can be true at once. */
class RoutingRulesTest {

  /**
   * Rules 2 to 9. "any" where the rule does not look; what the rules above have taken is said, so
   * that the rows do not overlap and their order does not matter here.
   */
  private static final String TABLE =
      """
      rule | duplicate | blacklisted | blocked | open ticket | BOT | goes to    | reason
      2    | yes       | any         | any     | any         | any | nowhere    | duplicate
      3    | no        | yes         | any     | any         | any | nowhere    | blacklisted
      4    | no        | no          | yes     | any         | any | blocked    | blocked
      5    | no        | no          | no      | inbox       | any | inbox      | assigned
      6    | no        | no          | no      | bot         | no  | unassigned | bot-inactive
      7    | no        | no          | no      | bot         | yes | bot        | open-ticket
      7    | no        | no          | no      | unassigned  | any | unassigned | open-ticket
      8    | no        | no          | no      | none        | yes | bot        | bot-active
      9    | no        | no          | no      | none        | no  | unassigned | no-bot
      """;

  private static final List<String[]> ROWS =
      TABLE.lines().skip(1).map(line -> line.strip().split(" *\\| *", -1)).toList();

  @ParameterizedTest
  @MethodSource("everythingThatCanBeTrueAtOnce")
  void decidesAsTheTableSays(Facts facts) {
    List<String[]> matching = ROWS.stream().filter(row -> matches(row, facts)).toList();
    assertThat(matching).as("rows of the table for %s", facts).hasSize(1);

    Route route = RoutingRules.decide(facts);

    assertThat(route.queue() == null ? "nowhere" : route.queue().label())
        .isEqualTo(matching.getFirst()[6]);
    assertThat(route.reason().label()).isEqualTo(matching.getFirst()[7]);
  }

  static List<Facts> everythingThatCanBeTrueAtOnce() {
    boolean[] noAndYes = {false, true};
    List<@Nullable Queue> openIn = Arrays.asList(null, Queue.INBOX, Queue.BOT, Queue.UNASSIGNED);
    List<Facts> all = new ArrayList<>();
    for (boolean duplicate : noAndYes) {
      for (boolean blacklisted : noAndYes) {
        for (boolean blocked : noAndYes) {
          for (Queue queue : openIn) {
            for (boolean bot : noAndYes) {
              all.add(new Facts(duplicate, blacklisted, blocked, queue, bot));
            }
          }
        }
      }
    }
    return all;
  }

  private static boolean matches(String[] row, Facts facts) {
    Queue open = facts.openIn();
    return says(row[1], yes(facts.acceptedBefore()))
        && says(row[2], yes(facts.blacklisted()))
        && says(row[3], yes(facts.blocked()))
        && says(row[4], open == null ? "none" : open.label())
        && says(row[5], yes(facts.botActive()));
  }

  private static boolean says(String cell, String fact) {
    return cell.equals("any") || cell.equals(fact);
  }

  private static String yes(boolean fact) {
    return fact ? "yes" : "no";
  }
}
