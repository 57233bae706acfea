package io.gatehouse.tools;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What messages and replies have in common. */
final class SendOptions {

  @Option(names = "--customer", paramLabel = "ID", description = "The customer's id.")
  @Nullable String customer;

  @Option(names = "--text", paramLabel = "TEXT", description = "What is said.")
  @Nullable String text;

  @Option(
      names = "--message-id",
      paramLabel = "ID",
      description = "Its id; one sent again is a duplicate (default: a new one).")
  @Nullable String messageId;

  @Option(
      names = "--sent-at",
      paramLabel = "TIME",
      description = "RFC 3339 with offset (default: now).")
  @Nullable String sentAt;

  @Option(
      names = {"-f", "--file"},
      paramLabel = "FILE",
      description =
          "Messages, a JSON object a line; - is stdin. Fields that a line lacks are taken from the"
              + " other options.")
  @Nullable Path file;
}
