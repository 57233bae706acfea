package io.gatehouse.tools;

import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Help.Ansi;
import tools.jackson.databind.JsonNode;

/** Data goes to stdout, talk to stderr; colours and progress only where people look. */
final class Output {

  /** As a terminal knows them. */
  enum Colour {
    RED(31),
    GREEN(32),
    YELLOW(33),
    GREY(90);

    private final int code;

    Colour(int code) {
      this.code = code;
    }
  }

  private final PrintWriter out;
  private final PrintWriter err;
  private final boolean terminal;

  Output(PrintWriter out, PrintWriter err) {
    this.out = out;
    this.err = err;
    this.terminal = Ansi.AUTO.enabled();
  }

  boolean isTerminal() {
    return terminal;
  }

  /** One line of data. */
  void data(String line) {
    out.println(line);
    out.flush();
  }

  void data(JsonNode line) {
    data(line.toString());
  }

  /** Data as it is. */
  void bytes(byte[] data) {
    out.flush();
    System.out.write(data, 0, data.length);
    System.out.flush();
  }

  /** One line for people. */
  void say(String line) {
    err.println(line);
    err.flush();
  }

  /** A line for people that the next one of this kind replaces; nothing where nobody looks. */
  void progress(String line) {
    if (terminal) {
      err.print("\r\u001b[K" + line);
      err.flush();
    }
  }

  /** Whether whoever read the data has gone, as {@code head} does. */
  boolean isClosed() {
    return out.checkError();
  }

  String colour(Colour colour, String text) {
    return terminal ? "\u001b[%dm%s\u001b[0m".formatted(colour.code, text) : text;
  }

  /**
   * Text that somebody else wrote, on one line and without anything that a terminal would obey:
   * control characters and marks that turn the direction of writing become escapes.
   */
  static String plain(@Nullable String text) {
    if (text == null) {
      return "-";
    }
    var plain = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            c -> {
              switch (Character.getType(c)) {
                case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE ->
                    plain.append("\\u%04x".formatted(c));
                default -> plain.appendCodePoint(c);
              }
            });
    return plain.toString();
  }
}
