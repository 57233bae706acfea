package io.gatehouse.tools;

import io.gatehouse.proof.Checker;
import io.gatehouse.proof.Report;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Checks the guarantees over all topics and the database. */
@Command(
    name = "verify",
    description =
        "Read all topics and the database, and check that nothing was lost, doubled or put in the"
            + " wrong place; print the first record that breaks a guarantee, with what happened to its"
            + " customer.",
    footer = {
      "",
      "The run must have settled: no input waits. Topics must be whole: nothing deleted by retention."
          + " It keeps something of every record in memory (java -Xmx). Where a customer's story is"
          + " printed, so are ids.",
      "",
      "Examples:",
      "  gatehouse verify",
      "  gatehouse verify --url jdbc:postgresql://localhost:54329/gatehouse --user gatehouse --password gatehouse"
    })
final class Verify implements Callable<Integer> {

  private static final String LOCAL = "jdbc:postgresql://localhost:54329/gatehouse";

  private final Session session;

  @Option(
      names = "--url",
      paramLabel = "JDBC-URL",
      description =
          "The database (default: SPRING_DATASOURCE_URL, or that of the local run, like the next two).")
  @Nullable String url;

  @Option(names = "--user", paramLabel = "NAME", description = "SPRING_DATASOURCE_USERNAME.")
  @Nullable String user;

  @Option(
      names = "--password",
      arity = "0..1",
      interactive = true,
      description = "SPRING_DATASOURCE_PASSWORD; without a value it is asked for.")
  @Nullable String password;

  Verify(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    Installation installation = session.installation();
    Report report =
        Checker.check(
            installation.connection(),
            installation.topics()::name,
            given(url, "spring.datasource.url", LOCAL),
            given(user, "spring.datasource.username", "gatehouse"),
            given(password, "spring.datasource.password", "gatehouse"));
    session.output().data(report.toString().stripTrailing());
    return (report.clean() ? Exit.DONE : Exit.BROKEN).code();
  }

  private String given(@Nullable String option, String setting, String otherwise) {
    return option == null ? session.installation().setting(setting, otherwise) : option;
  }
}
