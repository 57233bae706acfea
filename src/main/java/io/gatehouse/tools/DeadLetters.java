package io.gatehouse.tools;

import io.gatehouse.deadletters.DeadLetter;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Looks at what could not be accepted. */
@Command(
    name = "dead-letters",
    description = "List what could not be accepted, show one, send them again.",
    synopsisSubcommandLabel = "(list | show | resend)")
final class DeadLetters {

  private static final JsonMapper JSON = JsonMapper.shared();

  @Command(
      name = "list",
      description = "List dead letters by time: what is wrong and where, never what was written.",
      footer = {
        "",
        "Examples:",
        "  gatehouse dead-letters list",
        "  gatehouse dead-letters list --topic messages.inbound --code invalid --since 1d"
      })
  static final class Listing implements Callable<Integer> {

    private final Session session;
    private final Clock clock;

    @Mixin DeadLetterFilter filter = new DeadLetterFilter();

    @Option(names = "--json", description = "Print JSON, one object a line.")
    boolean json;

    Listing(Session session, Clock clock) {
      this.session = session;
      this.clock = clock;
    }

    @Override
    public Integer call() {
      List<Row> rows = new ArrayList<>();
      filter.forEach(session.installation(), clock, letter -> rows.add(Row.of(letter)));
      rows.sort((one, other) -> one.at().compareTo(other.at()));
      for (Row row : rows) {
        if (json) {
          session.output().data(row.json());
        } else {
          session.output().data(row.text(session.output()));
        }
      }
      session.output().say("%,d dead letters".formatted(rows.size()));
      return Exit.DONE.code();
    }
  }

  /** What is kept of each while all are read: not its content. */
  private record Row(
      String at, DeadLetterLog.Place place, String code, String message, String origin) {

    static Row of(DeadLetter letter) {
      return new Row(
          letter.at().toString(),
          DeadLetterLog.Place.of(letter),
          letter.code(),
          letter.message(),
          letter.origin());
    }

    String text(Output output) {
      return "%s  %-28s  %s  %s"
          .formatted(
              output.colour(Output.Colour.GREY, at),
              place,
              output.colour(Output.Colour.YELLOW, Output.plain(code)),
              Output.plain(message));
    }

    ObjectNode json() {
      ObjectNode json = JSON.createObjectNode();
      json.put("position", place.toString());
      json.put("at", at);
      json.put("code", code);
      json.put("message", message);
      json.put("origin", origin);
      return json;
    }
  }

  @Command(
      name = "show",
      description = "Show one dead letter with its key, headers and content.",
      footer = {
        "",
        "Examples:",
        "  gatehouse dead-letters show messages.inbound-dlt:3:17",
        "  gatehouse dead-letters show messages.inbound-dlt:3:17 --value-only > value.json"
      })
  static final class Show implements Callable<Integer> {

    private final Session session;

    @Parameters(paramLabel = "POSITION", description = "As dead-letters list prints it.")
    String position = "";

    @Option(names = "--value-only", description = "Only the value, byte for byte.")
    boolean valueOnly;

    Show(Session session) {
      this.session = session;
    }

    @Override
    public Integer call() {
      DeadLetter letter =
          DeadLetterLog.find(session.installation(), DeadLetterLog.Place.parse(position));
      byte[] value = letter.source().value();
      if (valueOnly) {
        if (value != null) {
          session.output().bytes(value);
        }
        return Exit.DONE.code();
      }
      Output output = session.output();
      output.data("position  " + DeadLetterLog.Place.of(letter));
      output.data("time      " + letter.at());
      output.data("from      " + Output.plain(letter.origin()));
      output.data("wrong     %s  %s".formatted(letter.code(), Output.plain(letter.message())));
      output.data("key       " + text(letter.source().key()));
      for (Header header : letter.originalHeaders()) {
        output.data("header    %s=%s".formatted(Output.plain(header.key()), text(header.value())));
      }
      output.data("value     " + (letter.isCut() ? "(too large, not kept)" : text(value)));
      return Exit.DONE.code();
    }

    private static String text(byte @Nullable [] bytes) {
      return bytes == null ? "(none)" : Output.plain(PublishedRecord.utf8(bytes));
    }
  }
}
