package io.gatehouse.tools;

import java.time.Duration;
import picocli.CommandLine.Option;

/** Of everything that Gatehouse answers. */
final class AnswerOptions {

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      defaultValue = "10s",
      description = "How long to wait for the answer (default: ${DEFAULT-VALUE}).")
  Duration timeout = Duration.ofSeconds(10);

  @Option(
      names = "--no-wait",
      description =
          "Return when the broker has it, without the answer; for logins that may not read it.")
  boolean noWait;

  @Option(names = "--json", description = "Print JSON, one object a line.")
  boolean json;
}
