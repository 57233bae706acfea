package io.gatehouse.tools;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What needs no broker: help, and what is wrong on the command line or with what is to be sent. */
class ToolsTest {

  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-21T10:00:00Z"), ZoneOffset.UTC);

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String line) {
    // nobody listens on port 1: a test that would send fails
    return Tools.run(
        new PrintWriter(out),
        new PrintWriter(err),
        CLOCK,
        ("--bootstrap-server localhost:1 " + line).strip().split(" "));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''                                   | false
          --server.port=8081                   | false
          --debug                              | false
          --spring.profiles.active=x --debug   | false
          --help                               | true
          -h                                   | true
          --version                            | true
          block c-1                            | true
          blok c-1                             | true
          --bootstrap-server localhost:1 tail  | true
          """)
  void a_word_that_is_no_option_of_Spring_means_a_tool(String line, boolean tool) {
    assertThat(Tools.areMeant(line.isEmpty() ? new String[0] : line.split(" "))).isEqualTo(tool);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          blok c-1                                          | Did you mean: gatehouse block
          block                                             | Missing required parameter: 'CUSTOMER'
          block c-1 --until soon                            | --until: 'soon' is neither a length
          block c-1 --until 9999-01-01T00:00:00Z            | --until: must be before the year 9999
          block c-1 --timeout 0s                            | '0s' is not longer than nothing
          block c-1 --timeout long                          | 'long' is no time such as
          delete-all c-1                                    | delete-all cannot be undone: add --yes
          blacklist c-1                                     | Missing required option: '--reason=TEXT'
          profile c-1 --set name                            | --set: 'name' is no FIELD=TEXT
          profile c-1 --set customerId=x                    | not sent (invalid): profile.customerId
          tag c-1                                           | give --add or --remove
          rate c-1 t-1 --score 6                            | not sent (invalid): score: is out of range
          callback c-1 --channel S --agent a                | not sent (invalid): channel: has characters
          switch lights.enabled on                          | not sent (invalid): setting: has characters
          switch bot.enabled maybe                          | expected one of [on, off]
          send --customer c-1                               | give --customer and --text, or --file
          send --customer c-1 --text x                      | (invalid): channel: is missing
          send --customer c-1 --text x --channel S          | (invalid): channel: must be 1 to 32
          send --file no-such-file --channel sms            | --file: cannot read no-such-file
          send --file x --message-id m-1                    | --message-id is for one message
          reply --customer c-1 --text x                     | (invalid): ticketId: is missing
          tail                                              | Missing required parameter: 'QUEUE'
          tail outbox                                       | expected one of [inbox, bot, unassigned
          tail bot --since yesterday                        | --since: 'yesterday' is neither
          tail bot --since 1h --from-beginning              | mutually exclusive
          dead-letters show 17                              | '17' is no position such as
          dead-letters show tickets.bot:0:1                 | no topic with dead letters is called
          dead-letters list --topic tickets.bot             | no topic with dead letters is called
          dead-letters resend                               | say which: POSITIONs, a filter, or --all
          dead-letters resend --all --code invalid          | say which: POSITIONs, a filter, or --all
          load --rate 0                                     | --rate: 1 to 100,000
          load --duration 1h                                | --duration: up to 10m
          tail bot --command-config no-such-file            | --command-config: cannot read
          """)
  void what_is_wrong_is_said_in_a_line_and_nothing_is_sent(String line, String why) {
    int code = run(line.strip());

    assertThat(err.toString()).contains(why).doesNotContain("\tat ");
    assertThat(code).isEqualTo(2);
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void load_goes_only_where_it_is_told() {
    int code = Tools.run(new PrintWriter(out), new PrintWriter(err), CLOCK, "load");

    assertThat(code).isEqualTo(2);
    assertThat(err.toString()).contains("name the broker with --bootstrap-server");
  }

  @Test
  void help_has_the_commands_the_exit_codes_and_examples() {
    assertThat(run("--help")).isZero();

    assertThat(out.toString())
        .contains("block", "dead-letters", "verify", "load", "completion")
        .contains("Exit codes:", "4   no answer in time")
        .contains("Examples:");
    assertThat(err.toString()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "send",
        "reply",
        "tail",
        "block",
        "unblock",
        "delete-all",
        "blacklist",
        "unblacklist",
        "profile",
        "tag",
        "assign",
        "handover",
        "close",
        "rate",
        "callback",
        "switch",
        "dead-letters",
        "dead-letters list",
        "dead-letters show",
        "dead-letters resend",
        "verify",
        "load",
        "completion"
      })
  void every_command_has_help_with_the_connection_in_it(String command) {
    assertThat(run(command + " --help")).isZero();

    assertThat(out.toString())
        .startsWith("Usage: gatehouse " + command)
        .contains("--bootstrap-server", "--command-config", "3   Gatehouse did not accept");
  }

  @Test
  void completion_is_a_script_that_knows_the_commands() {
    assertThat(run("completion")).isZero();

    assertThat(out.toString()).startsWith("#!").contains("dead-letters", "--until", "complete -F");
  }

  @Test
  void a_broker_that_is_not_there_is_a_line_and_a_failure() {
    int code = run("block c-1");

    assertThat(err.toString())
        .startsWith("gatehouse: no broker answers at localhost:1")
        .hasLineCount(1);
    assertThat(code).isEqualTo(1);
  }
}
