package io.gatehouse.tools;

import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Sends messages at a rate and measures how long they take to the screens. */
@Command(
    name = "load",
    description =
        "Send made-up messages at a fixed rate, whatever becomes of them, and measure how long each"
            + " takes from the moment it was due to a screen that reads the queues.",
    footer = {
      "",
      "The messages and their customers (load-...) stay where they are sent: this is for test"
          + " installations, so the broker must be named with --bootstrap-server.",
      "",
      "Example:",
      "  gatehouse load --bootstrap-server localhost:9092 --rate 500 --duration 30s"
    })
final class Load implements Callable<Integer> {

  private static final int MOST_PER_SECOND = 100_000;
  private static final Duration LONGEST = Duration.ofMinutes(10);

  private final Session session;

  @Option(
      names = "--rate",
      paramLabel = "N",
      defaultValue = "100",
      description = "Messages a second, up to 100,000 (default: ${DEFAULT-VALUE}).")
  int rate;

  @Option(
      names = "--duration",
      paramLabel = "TIME",
      defaultValue = "10s",
      description = "How long, up to 10m (default: ${DEFAULT-VALUE}).")
  Duration duration = Duration.ofSeconds(10);

  @Option(
      names = "--customers",
      paramLabel = "N",
      defaultValue = "1000",
      description = "Of how many customers (default: ${DEFAULT-VALUE}).")
  int customers;

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      defaultValue = "10s",
      description = "How long to wait for the last (default: ${DEFAULT-VALUE}).")
  Duration timeout = Duration.ofSeconds(10);

  @Option(names = "--json", description = "Print the result as JSON.")
  boolean json;

  Load(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    @Nullable String named = session.options().bootstrapServer;
    if (named == null) {
      throw new ToolException(Exit.USAGE, "load: name the broker with --bootstrap-server");
    }
    require(rate >= 1 && rate <= MOST_PER_SECOND, "--rate: 1 to 100,000");
    require(customers >= 1 && customers <= 1_000_000, "--customers: 1 to 1,000,000");
    require(duration.compareTo(LONGEST) <= 0, "--duration: up to 10m");
    Output output = session.output();
    // until all is said
    try (var interruption = new Interruption()) {
      LoadResult result;
      try (var run = new LoadRun(session.installation(), output, interruption, customers)) {
        result = run.send(rate, duration, timeout);
      }
      return print(result, output).code();
    }
  }

  private Exit print(LoadResult result, Output output) {
    if (json) {
      output.data(result.json());
    } else {
      result.lines().forEach(output::data);
    }
    if (result.unseen() > 0) {
      output.say("%,d messages were not seen in time".formatted(result.unseen()));
      return Exit.NO_ANSWER;
    }
    return Exit.DONE;
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new ToolException(Exit.USAGE, otherwise);
    }
  }
}
