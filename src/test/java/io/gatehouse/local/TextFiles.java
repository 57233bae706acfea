package io.gatehouse.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The end of a log, for a message. */
final class TextFiles {

  private TextFiles() {}

  static String tail(Path file, int lines) throws IOException {
    if (!Files.exists(file)) {
      return "(no " + file + ")";
    }
    List<String> all = Files.readAllLines(file);
    return String.join("\n", all.subList(Math.max(0, all.size() - lines), all.size()));
  }
}
