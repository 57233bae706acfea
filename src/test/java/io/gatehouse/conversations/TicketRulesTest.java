package io.gatehouse.conversations;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.tickets.Queue;
import io.gatehouse.tickets.Ticket;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The table of ticket commands by the state of the ticket, row by row. */
class TicketRulesTest {

  private static final Instant OPENED = Instant.parse("2026-11-20T08:00:00Z");

  @ParameterizedTest(name = "{0}: {1}, {2} of {3}, closed {4} -> {5}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          assign   | agent-7 | inbox      | agent-7 | no  | UNCHANGED
          assign   | agent-7 | inbox      | agent-8 | no  | DONE
          assign   | agent-7 | inbox      |         | no  | DONE
          assign   | agent-7 | bot        |         | no  | DONE
          assign   | agent-7 | unassigned |         | no  | DONE
          assign   | agent-7 | blocked    |         | no  | WRONG_STATE
          assign   | agent-7 | inbox      | agent-7 | yes | WRONG_STATE
          assign   | agent-7 | blocked    |         | yes | WRONG_STATE
          handover |         | inbox      | agent-7 | no  | DONE
          handover |         | bot        |         | no  | DONE
          handover |         | unassigned |         | no  | UNCHANGED
          handover |         | blocked    |         | no  | WRONG_STATE
          handover |         | unassigned |         | yes | WRONG_STATE
          close    |         | inbox      | agent-7 | no  | DONE
          close    |         | bot        |         | no  | DONE
          close    |         | unassigned |         | no  | DONE
          close    |         | blocked    |         | no  | DONE
          close    |         | inbox      | agent-7 | yes | UNCHANGED
          close    |         | blocked    |         | yes | UNCHANGED
          rate     |         | inbox      | agent-7 | no  | DONE
          rate     |         | bot        |         | no  | DONE
          rate     |         | unassigned |         | no  | DONE
          rate     |         | blocked    |         | no  | WRONG_STATE
          rate     |         | inbox      | agent-7 | yes | DONE
          rate     |         | blocked    |         | yes | DONE
          """)
  void theTable(
      String action,
      @Nullable String to,
      String queue,
      @Nullable String agent,
      String closed,
      TicketRules.Answer answer) {
    var ticket =
        new Ticket(
            1, "web", Queue.of(queue), agent, OPENED, closed.equals("yes") ? OPENED : null, null);

    assertThat(
            TicketRules.decide(
                TicketRules.Action.valueOf(action.toUpperCase(Locale.ROOT)), ticket, to))
        .isEqualTo(answer);
  }
}
